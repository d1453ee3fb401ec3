// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a text: letters and digits.
 *
 * @param text in lower case
 * @param from its first character
 * @param to the character after its last
 */
record Word(String text, int from, int to) {

  static List<Word> in(String text) {
    var words = new ArrayList<Word>();
    int at = 0;
    while (at < text.length()) {
      int from = at;
      while (at < text.length() && isPart(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        words.add(new Word(text.substring(from, at).toLowerCase(Locale.ROOT), from, at));
      } else {
        at++;
      }
    }
    return words;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  boolean isNumber() {
    return text.chars().allMatch(Character::isDigit);
  }

  /** Its digits, if it {@link #isNumber}, as ASCII. */
  String digits() {
    var digits = new StringBuilder();
    text.chars().forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  /** What stands between it and {@code next}. */
  Gap gap(String of, Word next) {
    return Gap.between(of.subSequence(to, next.from));
  }
}
