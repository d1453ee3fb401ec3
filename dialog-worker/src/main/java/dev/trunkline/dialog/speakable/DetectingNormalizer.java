// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

/**
 * The rules of English for English text, those of any language for other text: a model answers in
 * the caller's language, whatever the assistant's is. Text too short to tell is as the text before.
 */
final class DetectingNormalizer implements TextNormalizer {
  /** For single texts; UNKNOWN is English. */
  static final TextNormalizer SINGLE_TEXTS = new DetectingNormalizer(TextLanguage.ENGLISH, false);

  private final boolean remembers;
  private TextLanguage last;

  private DetectingNormalizer(TextLanguage first, boolean remembers) {
    this.last = first;
    this.remembers = remembers;
  }

  @Override
  public TextNormalizer forAnswer(String question) {
    TextLanguage asked = TextLanguage.of(question);
    return new DetectingNormalizer(
        asked == TextLanguage.OTHER ? TextLanguage.OTHER : TextLanguage.ENGLISH, true);
  }

  @Override
  public String normalize(String written) {
    TextLanguage told = TextLanguage.of(written);
    TextLanguage language = told == TextLanguage.UNKNOWN ? last : told;
    if (remembers) {
      last = language;
    }
    return language == TextLanguage.OTHER
        ? LanguageNeutralNormalizer.ANY.normalize(written)
        : EnglishNormalizer.INSTANCE.normalize(written);
  }
}
