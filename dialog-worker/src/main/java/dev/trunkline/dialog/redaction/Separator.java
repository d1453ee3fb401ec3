// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.Set;

/** What stands between two groups of digits, from the closest connection to none. */
enum Separator {
  /** Nothing, spaces, hyphens, parentheses. */
  NARROW,
  /** Punctuation that a recogniser writes for a pause, and filler words. */
  PAUSE,
  /**
   * A slash or colon, as in a date, a time or an account; joins the groups of card numbers only.
   */
  MARK,
  /** Anything else: the next group belongs to another number. */
  BREAK;

  private static final Set<String> NARROW_WORDS = Set.of("dash", "hyphen", "space");

  private static final Set<String> PAUSE_WORDS =
      Set.of(
          "and",
          "um",
          "uh",
          "uhm",
          "er",
          "erm",
          "hm",
          "hmm",
          "mm",
          "ah",
          "then",
          "so",
          "comma",
          "dot",
          "point",
          "period",
          "followed",
          "by",
          "next",
          "okay",
          "ok",
          "yes",
          "yeah",
          "like");

  static Separator ofPunctuation(CharSequence between) {
    Separator separator = NARROW;
    for (int i = 0; i < between.length(); i++) {
      separator = separator.and(ofChar(between.charAt(i)));
    }
    return separator;
  }

  private static Separator ofChar(char c) {
    if (Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.DASH_PUNCTUATION
        || Character.getType(c) == Character.FORMAT
        || "()+−".indexOf(c) >= 0) {
      return NARROW;
    }
    if (",.;…!?\"'“”‘’·".indexOf(c) >= 0) {
      return PAUSE;
    }
    return "/:#*_\\|".indexOf(c) >= 0 ? MARK : BREAK;
  }

  /** For a word that is not a digit group. */
  static Separator ofWord(String word) {
    if (NARROW_WORDS.contains(word)) {
      return NARROW;
    }
    return PAUSE_WORDS.contains(word) ? PAUSE : word.equals("slash") ? MARK : BREAK;
  }

  /** The wider of the two. */
  Separator and(Separator other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
