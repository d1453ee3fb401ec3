// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A wall clock that never jumps: it reads the machine's wall clock once and advances with the
 * monotonic clock. Times that one process compares with its own, such as deadlines and token
 * lifetimes, stay right when the machine's clock is set; the process follows the new time after a
 * restart. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  private final Instant start;
  private final long startNanos;
  private final LongSupplier nanoTime;

  /**
   * Starts at the time of {@code wall}.
   *
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = wall.instant();
    this.startNanos = nanoTime.getAsLong();
  }

  /** Based on this machine's clocks. */
  public static SteadyClock ofThisMachine() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }
}
