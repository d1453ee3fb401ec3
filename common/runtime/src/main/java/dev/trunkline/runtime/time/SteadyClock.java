// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A wall clock that never jumps: it is read once, and goes on with the monotonic clock. Whatever is
 * compared with what the same process stamped, such as a deadline or a token's life, is right
 * however often the machine's clock is set. Set clocks are followed after a restart. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  private final Instant begun;
  private final long begunNanos;
  private final LongSupplier nanoTime;

  /**
   * Begins at what {@code wall} shows.
   *
   * @param nanoTime monotonic
   */
  public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begun = wall.instant();
    this.begunNanos = nanoTime.getAsLong();
  }

  /** On the machine's clocks. */
  public static SteadyClock ofThisMachine() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
  }
}
