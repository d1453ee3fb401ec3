// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import java.util.Arrays;

/**
 * When the frames of a stream were spoken, as far as a receiver can tell: a frame may come late,
 * never early, so the promptest of the last second and a quarter shows how media time and the clock
 * lie. Times are nanoseconds. Not thread-safe.
 */
final class FrameClock {
  private static final int FRAMES = 64;

  /** Arrival less media time of the latest frames. */
  private final long[] offsets = new long[FRAMES];

  private int next;
  private boolean running;

  /** A frame whose audio ends at {@code mediaNanos} arrived. */
  void arrived(long mediaNanos, long now) {
    if (!running) {
      Arrays.fill(offsets, now - mediaNanos);
      running = true;
    }
    offsets[next] = now - mediaNanos;
    next = (next + 1) % FRAMES;
  }

  boolean isRunning() {
    return running;
  }

  /** The clock at which media time was 0. */
  long zero() {
    long least = offsets[0];
    for (long offset : offsets) {
      if (offset - least < 0) {
        least = offset;
      }
    }
    return least;
  }
}
