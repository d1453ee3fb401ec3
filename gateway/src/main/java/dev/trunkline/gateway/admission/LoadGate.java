// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Closes when a load, averaged over a few seconds, exceeds one threshold, and opens again only
 * below a lower one, so that it does not oscillate. Open until measured. Thread-safe.
 */
final class LoadGate {
  /** Time constant of the exponential average. */
  private static final double AVERAGING_NANOS = TimeUnit.MILLISECONDS.toNanos(2_500);

  private final double closeAbove;
  private final double openBelow;
  private final LongSupplier nanoTime;
  private long measuredAt;
  private double average;
  private boolean closed;

  /**
   * @param closeAbove 0: never
   * @param openBelow less than {@code closeAbove}
   * @param nanoTime monotonic
   */
  LoadGate(double closeAbove, double openBelow, LongSupplier nanoTime) {
    this.closeAbove = closeAbove;
    this.openBelow = openBelow;
    this.nanoTime = nanoTime;
    this.measuredAt = nanoTime.getAsLong();
  }

  /** Adds the load since the last measurement; a negative one is unknown and not counted. */
  synchronized void measured(double load) {
    long now = nanoTime.getAsLong();
    if (load >= 0) {
      average += (load - average) * (1 - Math.exp((measuredAt - now) / AVERAGING_NANOS));
      closed = closeAbove > 0 && average > (closed ? openBelow : closeAbove);
    }
    measuredAt = now;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized double average() {
    return average;
  }
}
