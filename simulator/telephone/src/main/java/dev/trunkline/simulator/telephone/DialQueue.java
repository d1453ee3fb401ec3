// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Outgoing calls are let go at a steady rate; those beyond it wait their turn. For any thread. */
final class DialQueue {
  private final LongSupplier nanoTime;
  private final long intervalNanos;
  private long nextNanos;

  DialQueue(LongSupplier nanoTime, double perSecond) {
    this.nanoTime = nanoTime;
    intervalNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    nextNanos = nanoTime.getAsLong();
  }

  /** Takes the next place and tells how long it is until then. */
  synchronized long waitMs() {
    long now = nanoTime.getAsLong();
    if (nextNanos - now < 0) {
      nextNanos = now;
    }
    long wait = nextNanos - now;
    nextNanos += intervalNanos;
    return TimeUnit.NANOSECONDS.toMillis(wait);
  }
}
