// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Replaces personal data in transcripts with a placeholder: {@code my card is [card number]}.
 * Recognises English number words and digits of any script. Pure; any thread.
 */
public final class TextRedactor {
  private static final String TRANSCRIPT_SEPARATOR = "\n";

  private final Set<PiiKind> kinds;

  public TextRedactor(Set<PiiKind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  public String redact(String text) {
    return redact(List.of(text)).getFirst();
  }

  /**
   * Redacts consecutive transcripts of one speaker. A number that begins in one and ends in another
   * is replaced in each of them.
   *
   * @return as many texts, in the same order
   */
  public List<String> redact(List<String> texts) {
    List<PiiSpan> spans = find(String.join(TRANSCRIPT_SEPARATOR, texts));
    var redacted = new ArrayList<String>();
    int begin = 0;
    for (String text : texts) {
      redacted.add(replace(text, begin, spans));
      begin += text.length() + TRANSCRIPT_SEPARATOR.length();
    }
    return redacted;
  }

  /** True if the next transcript may continue a number at the end of {@code texts}. */
  public boolean isOpen(List<String> texts) {
    return DigitGroupScanner.isOpen(String.join(TRANSCRIPT_SEPARATOR, texts));
  }

  private List<PiiSpan> find(String text) {
    var spans = new ArrayList<PiiSpan>();
    for (DigitSequence sequence : DigitGroupScanner.sequences(text)) {
      for (PiiKind kind : kinds) {
        spans.addAll(
            switch (kind) {
              case CARD -> CardNumbers.in(sequence);
              case SSN -> SocialSecurityNumbers.in(sequence);
              case PHONE -> TelephoneNumbers.in(sequence);
              case EMAIL -> List.<PiiSpan>of();
            });
      }
    }
    if (kinds.contains(PiiKind.EMAIL)) {
      spans.addAll(EmailAddresses.in(text));
    }
    return PiiSpan.merged(spans);
  }

  private static String replace(String text, int begin, List<PiiSpan> spans) {
    var redacted = new StringBuilder();
    int copied = 0;
    for (PiiSpan span : spans) {
      int from = Math.max(0, span.from() - begin);
      int to = Math.min(text.length(), span.to() - begin);
      if (from < to) {
        redacted.append(text, copied, from).append(span.kind().placeholder());
        copied = to;
      }
    }
    return redacted.append(text, copied, text.length()).toString();
  }
}
