// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import java.util.Arrays;

/**
 * How loud the caller speaks, learnt from what is said while the assistant is silent, and from
 * which level on a window may be the caller who interrupts rather than another person in the room.
 * Before the caller has spoken, every window may be. Not thread-safe.
 */
final class CallerLevel {
  /**
   * 8 dB below the louder fifth of the caller's windows. Of 32 recorded sentences over a caller of
   * the same level, 32 reach it twice at −8 dB, 17 at −10, 2 at −12 and none at −14.
   */
  private static final double MUCH_FAINTER = 0.4;

  /** A third of a second: less tells little. */
  private static final int MIN_WINDOWS = 10;

  /** 30 s; the rest of a longer utterance is not needed. */
  private static final int MAX_WINDOWS = 940;

  private static final double LOUDER_FIFTH = 0.8;

  /** The last so many utterances count, so that a single one by another person does not. */
  private static final int UTTERANCES = 5;

  private final double[] windows = new double[MAX_WINDOWS];
  private int count;
  private final double[] utterances = new double[UTTERANCES];
  private int learnt;
  private double level;

  /** A window of speech while the assistant is silent. */
  void speaks(double rms) {
    if (count < MAX_WINDOWS) {
      windows[count++] = rms;
    }
  }

  /** An utterance has ended. */
  void ended() {
    if (count >= MIN_WINDOWS) {
      double[] sorted = Arrays.copyOf(windows, count);
      Arrays.sort(sorted);
      utterances[learnt % UTTERANCES] = sorted[(int) (count * LOUDER_FIFTH)];
      learnt++;
      double[] known = Arrays.copyOf(utterances, Math.min(learnt, UTTERANCES));
      Arrays.sort(known);
      level = known[(known.length - 1) / 2];
    }
    count = 0;
  }

  /** False if a window of this level is too faint for the caller. */
  boolean isReachedBy(double rms) {
    return rms >= level * MUCH_FAINTER;
  }
}
