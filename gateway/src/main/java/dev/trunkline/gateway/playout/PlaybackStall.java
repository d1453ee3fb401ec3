// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/**
 * Finds holes in the caller's ear that the gateway's clock does not show: audio was sent in time
 * and held up on its way. From then on every mark of the stretch comes back later than before by
 * the length of the hole. Marks that are held up on their way back come together instead, each less
 * late than the one before. Times are nanoseconds. Not thread-safe.
 */
final class PlaybackStall {
  /** A hole that a caller notices, and more than marks scatter. */
  private static final long HOLE_NANOS = 100_000_000;

  private static final long SAME_NANOS = 50_000_000;

  /** Marks, equally late, that make it certain. */
  private static final int MARKS = 3;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private long promptest = UNKNOWN;
  private long late = UNKNOWN;
  private int equallyLate;
  private boolean found;

  /** A stretch of audio without a pause begins. */
  void begins() {
    promptest = UNKNOWN;
    late = UNKNOWN;
    equallyLate = 0;
  }

  /** A mark came back whose audio should have ended at {@code endsAt}. */
  void markReturned(long now, long endsAt) {
    long lateness = now - endsAt;
    if (promptest == UNKNOWN || lateness < promptest) {
      promptest = lateness;
    }
    if (lateness - promptest < HOLE_NANOS) {
      late = UNKNOWN;
      equallyLate = 0;
      return;
    }
    boolean same = late != UNKNOWN && Math.abs(lateness - late) <= SAME_NANOS;
    equallyLate = same ? equallyLate + 1 : 1;
    late = lateness;
    if (equallyLate == MARKS) {
      found = true;
      promptest = lateness;
      equallyLate = 0;
    }
  }

  /** True once for every hole. */
  boolean take() {
    boolean taken = found;
    found = false;
    return taken;
  }
}
