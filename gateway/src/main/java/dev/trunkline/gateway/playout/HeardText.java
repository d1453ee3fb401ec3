// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/** Finds the words of a text that the caller heard. */
final class HeardText {
  private HeardText() {}

  /**
   * The part of {@code text} that was heard if its first {@code begun} characters had begun to
   * sound: whole words only. The word in which playback stopped counts as heard if at least half of
   * its characters had begun, so the result is at most one word off.
   */
  static String of(String text, int begun) {
    if (begun <= 0) {
      return "";
    }
    int wordStart = begun;
    while (wordStart > 0 && !Character.isWhitespace(text.charAt(wordStart - 1))) {
      wordStart--;
    }
    int wordEnd = begun;
    while (wordEnd < text.length() && !Character.isWhitespace(text.charAt(wordEnd))) {
      wordEnd++;
    }
    boolean heard = 2 * (begun - wordStart) >= wordEnd - wordStart;
    return text.substring(0, heard ? wordEnd : wordStart).stripTrailing();
  }
}
