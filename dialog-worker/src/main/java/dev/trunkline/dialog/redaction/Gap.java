// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.Set;

/** What stands between two figures, from what surely belongs together to what does not. */
enum Gap {
  /** Nothing, spaces, hyphens, parentheses. */
  NARROW,
  /** What a recogniser or a reader makes of a pause, and what people say in one. */
  PAUSE,
  /** As in a date, a time or an account: of one number for cards only. */
  MARK,
  /** Something else: what follows is another number. */
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

  /** Of punctuation and spaces. */
  static Gap between(CharSequence between) {
    Gap gap = NARROW;
    for (int i = 0; i < between.length(); i++) {
      gap = gap.and(ofChar(between.charAt(i)));
    }
    return gap;
  }

  private static Gap ofChar(char c) {
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

  /** Of a word that is no figure. */
  static Gap ofWord(String word) {
    if (NARROW_WORDS.contains(word)) {
      return NARROW;
    }
    return PAUSE_WORDS.contains(word) ? PAUSE : word.equals("slash") ? MARK : BREAK;
  }

  /** Both, one after the other. */
  Gap and(Gap other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
