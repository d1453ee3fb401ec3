// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Replaces numbers and addresses in what was said by their kind: {@code my card is [card number]}.
 * English number words, digits of any script. Pure; any thread.
 */
public final class Redactor {
  private static final String BETWEEN = "\n";

  private final Set<Kind> kinds;

  public Redactor(Set<Kind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  /** {@code text} without them. */
  public String redact(String text) {
    return redact(List.of(text)).getFirst();
  }

  /**
   * The same for what one person said in several breaths: a number may begin in one text and end in
   * another, and is then replaced in each of them.
   *
   * @return as many texts, in the same order
   */
  public List<String> redact(List<String> texts) {
    List<Span> spans = find(String.join(BETWEEN, texts));
    var redacted = new ArrayList<String>();
    int begin = 0;
    for (String text : texts) {
      redacted.add(replace(text, begin, spans));
      begin += text.length() + BETWEEN.length();
    }
    return redacted;
  }

  /** True if what follows may belong to a number at the end of {@code texts}. */
  public boolean isOpen(List<String> texts) {
    return Figures.isOpen(String.join(BETWEEN, texts));
  }

  private List<Span> find(String text) {
    var spans = new ArrayList<Span>();
    for (Run run : Figures.runs(text)) {
      for (Kind kind : kinds) {
        spans.addAll(
            switch (kind) {
              case CARD -> CardNumbers.in(run);
              case SSN -> SocialSecurityNumbers.in(run);
              case PHONE -> TelephoneNumbers.in(run);
              case EMAIL -> List.<Span>of();
            });
      }
    }
    if (kinds.contains(Kind.EMAIL)) {
      spans.addAll(EmailAddresses.in(text));
    }
    return Span.apart(spans);
  }

  private static String replace(String text, int begin, List<Span> spans) {
    var redacted = new StringBuilder();
    int done = 0;
    for (Span span : spans) {
      int from = Math.max(0, span.from() - begin);
      int to = Math.min(text.length(), span.to() - begin);
      if (from < to) {
        redacted.append(text, done, from).append(span.kind().instead());
        done = to;
      }
    }
    return redacted.append(text, done, text.length()).toString();
  }
}
