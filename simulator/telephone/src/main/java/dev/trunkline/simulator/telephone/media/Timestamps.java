// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.util.random.RandomGenerator;

/**
 * The timestamps of a stream's frames: they begin somewhere above 100 ms and are never exact
 * multiples of 20, as those of real calls.
 */
final class Timestamps {
  private final RandomGenerator random;
  private final int wobble;
  private final int first;
  private long origin = -1;
  private long last;

  Timestamps(StreamSettings settings, RandomGenerator random) {
    this.random = random;
    this.wobble = settings.timestampWobble();
    this.first = random.nextInt(settings.timestampFirstMin(), settings.timestampFirstMax() + 1);
  }

  /** The timestamp in milliseconds of the frame that begins at {@code position}. */
  long next(long position) {
    if (origin < 0) {
      origin = position;
      last = first;
      return first;
    }
    long exact = first + (position - origin) * 1_000 / 8_000;
    last = Math.max(last + 1, exact + random.nextInt(-wobble, wobble + 1));
    return last;
  }
}
