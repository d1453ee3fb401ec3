// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.regex.Pattern;

/**
 * The words in a transcript. Speech recognition also writes down sounds, as {@code (coughs)},
 * {@code [music]}, {@code *laughs*} or between musical notes, and punctuation for noise. Those are
 * not words of the caller.
 */
final class SpokenWords {
  /** A bracket may still be open in a partial transcript. */
  private static final Pattern SOUND =
      Pattern.compile(
          "[\\[【<{][^\\]】>}]*(?:[\\]】>}]|$)"
              + "|[♩♪♫♬🎵🎶][^♩♪♫♬🎵🎶]*(?:[♩♪♫♬🎵🎶]|$)"
              // A telephone number has parentheses too, as in (555) 123-4567.
              + "|[(（][^)）]*\\p{L}[^)）]*(?:[)）]|$)"
              + "|[(（][^)）\\p{N}]*(?:[)）]|$)"
              + "|\\*+[^*]*\\p{L}[^*]*(?:\\*+|$)");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern GAP = Pattern.compile("\\s{2,}");
  private static final Pattern GAP_BEFORE_MARK = Pattern.compile("\\s+([.,!?;:…])");

  private SpokenWords() {}

  /** {@code transcript} without sounds; "" if it holds no word. */
  static String of(String transcript) {
    String spoken = SOUND.matcher(transcript).replaceAll(" ");
    if (!WORD.matcher(spoken).find()) {
      return "";
    }
    if (spoken.equals(transcript)) {
      return transcript.strip();
    }
    String tidy = GAP.matcher(spoken).replaceAll(" ").strip();
    return GAP_BEFORE_MARK.matcher(tidy).replaceAll("$1");
  }
}
