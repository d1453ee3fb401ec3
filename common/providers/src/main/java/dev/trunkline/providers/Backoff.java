// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter. After the n-th failure in a row the wait is a random time
 * between half and all of {@code first * 2^(n-1)}, at most {@code max}. The jitter keeps the calls
 * that one outage interrupted from returning in the same moment.
 *
 * <p>resilience4j's {@code IntervalFunction} computes the same, but draws from {@code Math.random},
 * so that no test could fix the waits.
 *
 * @param first the longest wait after the first failure
 * @param max the longest wait after any failure
 */
public record Backoff(Duration first, Duration max) {
  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (first.isNegative() || max.isNegative()) {
      throw new IllegalArgumentException("negative backoff: first " + first + ", max " + max);
    }
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failures failed attempts in a row, from 1
   */
  public Duration delay(int failures, RandomGenerator random) {
    if (failures < 1) {
      throw new IllegalArgumentException("failures must be at least 1: " + failures);
    }
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    long nanos = (doubled.compareTo(max) < 0 ? doubled : max).toNanos();
    return Duration.ofNanos(nanos / 2 + (long) (random.nextDouble() * (nanos - nanos / 2)));
  }
}
