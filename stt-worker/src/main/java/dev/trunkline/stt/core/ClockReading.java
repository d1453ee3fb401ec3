// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * Both clocks, read when an input arrives.
 *
 * @param nanos monotonic clock, for durations
 * @param wallMs milliseconds since the epoch, for the timestamps of events
 */
public record ClockReading(long nanos, long wallMs) {

  /** True once {@code ms} have passed since {@code sinceNanos}. */
  boolean isAtLeast(long ms, long sinceNanos) {
    return nanos - sinceNanos >= MILLISECONDS.toNanos(ms);
  }

  /** The monotonic clock {@code ms} later. */
  long nanosIn(long ms) {
    return nanos + MILLISECONDS.toNanos(ms);
  }
}
