// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import dev.trunkline.dialog.redaction.TextRedactor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be shown of a call: all of it, or, where redaction is on, words without personal data
 * and neither telephone numbers nor keys.
 */
public final class ShownWords {
  /** A number that a caller speaks may stretch over several transcripts. */
  private static final int REMEMBERED = 6;

  private static final int SHOWN_DIGITS = 2;

  private final Optional<TextRedactor> redactor;
  private final Map<String, Deque<String>> spoken = new HashMap<>();

  private ShownWords(Optional<TextRedactor> redactor) {
    this.redactor = redactor;
  }

  /** Everything. */
  public static ShownWords all() {
    return new ShownWords(Optional.empty());
  }

  /** What {@code redactor} leaves, if there is one. */
  public static ShownWords of(Optional<TextRedactor> redactor) {
    return new ShownWords(redactor);
  }

  String number(String number) {
    return redactor.isEmpty() || number.length() <= SHOWN_DIGITS
        ? number
        : "…" + number.substring(number.length() - SHOWN_DIGITS);
  }

  String key(String digit) {
    return redactor.isEmpty() ? digit : "•";
  }

  /** Words of one speaker of a call, who may have begun a number before. */
  String words(String callSid, String speaker, String text) {
    if (redactor.isEmpty()) {
      return text;
    }
    Deque<String> earlier = spoken.computeIfAbsent(callSid + speaker, _ -> new ArrayDeque<>());
    earlier.add(text);
    if (earlier.size() > REMEMBERED) {
      earlier.removeFirst();
    }
    List<String> redacted = redactor.get().redact(new ArrayList<>(earlier));
    // The beginning of a number that goes on in the next transcript is shown before it is known.
    return redacted.getLast().replaceAll("\\d", "•");
  }

  void forget(String callSid) {
    spoken.keySet().removeIf(key -> key.startsWith(callSid));
  }
}
