package dev.trunkline.dialog.redaction;

/** What is taken out of transcripts. */
enum Kind {
  CARD("[card number]"),
  SOCIAL_SECURITY("[social security number]"),
  EMAIL("[e-mail address]"),
  TELEPHONE("[telephone number]");

  private final String mark;

  Kind(String mark) {
    this.mark = mark;
  }

  /** What stands in its place. */
  String mark() {
    return mark;
  }
}
