// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.regex.Pattern;

/** Questions in what the assistant says, told by the question marks of all scripts. */
final class Questions {
  private static final String MARKS = "?？؟⁇⁈;՞";

  private static final String SENTENCE_MARKS = MARKS + ".!！。．…।";

  private static final Pattern AT_END =
      Pattern.compile("[" + MARKS + "][" + MARKS + "!！.…\\s\\p{Pe}\\p{Pf}\"'*]*$");

  /** A question counts as asked once this share of it was heard. */
  private static final double ASKED_SHARE = 0.5;

  /** Characters after a question, about ten seconds of speech, over which it can be answered. */
  private static final int ANSWERABLE_CHARACTERS = 150;

  private Questions() {}

  /** True if {@code text} ends in a question. */
  static boolean endIn(String text) {
    return AT_END.matcher(text).find();
  }

  /**
   * True if a question in {@code text} had been asked when {@code heard} of its characters had been
   * heard.
   */
  static boolean askedBefore(String text, int heard) {
    for (int start = 0; start < text.length(); ) {
      int end = sentenceEnd(text, start);
      if (endIn(text.substring(start, end))
          && heard >= asked(start, end)
          && heard <= end + ANSWERABLE_CHARACTERS) {
        return true;
      }
      start = end;
    }
    return false;
  }

  /**
   * True if {@code text} ends in a question that had been asked when {@code heard} of its
   * characters had been heard.
   */
  static boolean lastAskedBefore(String text, int heard) {
    String all = text.stripTrailing();
    int last = 0;
    for (int start = 0; start < all.length(); start = sentenceEnd(all, start)) {
      last = start;
    }
    return endIn(all) && heard >= asked(last, all.length());
  }

  private static double asked(int start, int end) {
    return start + ASKED_SHARE * (end - start);
  }

  /** The index after the sentence that begins at {@code start}, and after the space behind it. */
  private static int sentenceEnd(String text, int start) {
    int at = start;
    while (at < text.length() && !isEnd(text, at)) {
      at++;
    }
    while (at < text.length() && (isEnd(text, at) || Character.isWhitespace(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  private static boolean isEnd(String text, int at) {
    char mark = text.charAt(at);
    boolean inNumber =
        mark == '.' && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
    return SENTENCE_MARKS.indexOf(mark) >= 0 && !inNumber;
  }
}
