// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.List;
import java.util.regex.Pattern;

/** Whether the caller asks for time, as in "One moment, please, I have to find my card." */
final class WaitRequest {
  private static final Pattern BETWEEN_CLAUSES = Pattern.compile("[.!?,;:…–—。！？，、；：\\n]+");

  private WaitRequest() {}

  /** True if a clause of {@code text} begins with one of {@code phrases}, or the text ends so. */
  static boolean isIn(String text, Phrases phrases) {
    String[] clauses = BETWEEN_CLAUSES.split(text, -1);
    List<String> last = List.of();
    boolean found = false;
    for (String clause : clauses) {
      List<String> words = Phrases.words(clause);
      if (!words.isEmpty()) {
        last = words;
        found |= phrases.lengthAtStart(words) > 0;
      }
    }
    if (Questions.endIn(text)) { // "Hold on, what did you say?" waits for an answer.
      return phrases.lengthAtStart(last) > 0;
    }
    return found || phrases.endWith(last);
  }
}
