// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/** A requested hang-up after a turn, and when it is due. */
final class PendingHangUp {
  private static final int NOT_REQUESTED = Integer.MAX_VALUE;

  private final long waitNanos;
  private int afterTurn = NOT_REQUESTED;
  private long waitingSince;

  PendingHangUp(long waitNanos) {
    this.waitNanos = waitNanos;
  }

  void request(int turn, long now) {
    afterTurn = Math.min(afterTurn, turn);
    waitingSince = now;
  }

  /** Speech arrived, so more may follow: the wait starts again. */
  void onSpeech(long now) {
    waitingSince = now;
  }

  /**
   * True once: if a hang-up was requested and its turn is over, or nothing is left to play and no
   * speech has arrived for the whole wait.
   */
  boolean isDue(int concludedTurn, boolean nothingToPlay, long now) {
    if (afterTurn == NOT_REQUESTED) {
      return false;
    }
    boolean due = concludedTurn >= afterTurn || (nothingToPlay && now - waitingSince > waitNanos);
    if (due) {
      afterTurn = NOT_REQUESTED;
    }
    return due;
  }
}
