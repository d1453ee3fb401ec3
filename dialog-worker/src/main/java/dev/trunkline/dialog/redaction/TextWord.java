// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of a text: letters and digits.
 *
 * @param text in lower case
 * @param from index of its first character
 * @param to index after its last character
 */
record TextWord(String text, int from, int to) {

  static List<TextWord> in(String text) {
    var words = new ArrayList<TextWord>();
    int at = 0;
    while (at < text.length()) {
      int from = at;
      while (at < text.length() && isPart(text.charAt(at))) {
        at++;
      }
      if (at > from) {
        words.add(new TextWord(text.substring(from, at).toLowerCase(Locale.ROOT), from, at));
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

  /** The digits as ASCII; only if it {@link #isNumber}. */
  String digits() {
    var digits = new StringBuilder();
    text.chars().forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  /**
   * What separates this word from {@code next}.
   *
   * @param source the text that holds both
   */
  Separator separatorTo(TextWord next, String source) {
    return Separator.ofPunctuation(source.subSequence(to, next.from));
  }
}
