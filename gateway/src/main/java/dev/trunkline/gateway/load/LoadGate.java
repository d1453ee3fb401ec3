// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.load;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A gate that shuts when a load, averaged over some seconds, is too high, and opens again only when
 * it has become clearly lower: it does not flutter. Open until something else is known.
 * Thread-safe.
 */
final class LoadGate {
  /** What was measured longer ago than that counts little. */
  private static final double AVERAGED_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private final double shutAt;
  private final double openAt;
  private final LongSupplier nanoTime;
  private long measuredAt;
  private double average;
  private boolean shut;

  /**
   * @param shutAt 0: never
   * @param openAt below {@code shutAt}
   * @param nanoTime monotonic
   */
  LoadGate(double shutAt, double openAt, LongSupplier nanoTime) {
    this.shutAt = shutAt;
    this.openAt = openAt;
    this.nanoTime = nanoTime;
    this.measuredAt = nanoTime.getAsLong();
  }

  /** The load since the last measurement was so high; one that is negative is not known. */
  synchronized void measured(double load) {
    long now = nanoTime.getAsLong();
    if (load >= 0) {
      average += (load - average) * (1 - Math.exp((measuredAt - now) / AVERAGED_NANOS));
      shut = shutAt > 0 && average > (shut ? openAt : shutAt);
    }
    measuredAt = now;
  }

  synchronized boolean isShut() {
    return shut;
  }

  synchronized double average() {
    return average;
  }
}
