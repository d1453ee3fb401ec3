// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/** A wish to hang up after a turn, and when it is time to. */
final class HangUpWait {
  private static final int NOT_ASKED = Integer.MAX_VALUE;

  private final long waitNanos;
  private int afterTurn = NOT_ASKED;
  private long waitingSince;

  HangUpWait(long waitNanos) {
    this.waitNanos = waitNanos;
  }

  void ask(int turn, long now) {
    afterTurn = Math.min(afterTurn, turn);
    waitingSince = now;
  }

  /** More speech came, so there may be still more to wait for. */
  void speechCame(long now) {
    waitingSince = now;
  }

  /**
   * True, once, if it was asked for and its turn is over, or nothing is left to play and no speech
   * has come for the whole wait.
   */
  boolean isDue(int concludedTurn, boolean nothingToPlay, long now) {
    if (afterTurn == NOT_ASKED) {
      return false;
    }
    boolean due = concludedTurn >= afterTurn || (nothingToPlay && now - waitingSince > waitNanos);
    if (due) {
      afterTurn = NOT_ASKED;
    }
    return due;
  }
}
