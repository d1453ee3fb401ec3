// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import java.util.concurrent.TimeUnit;

/**
 * How fast late audio may be sent: a multiple of real time, with a burst of two seconds, so that
 * audio in time never waits. A token bucket, in milliseconds of audio.
 */
final class SendRate {
  private static final double BURST_MS = 2_000;

  /** Above real time, or a delay would never shrink. */
  private static final double MIN_SPEED = 1.25;

  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private double speed;
  private double allowedMs = BURST_MS;
  private long lastNanos;

  SendRate(double speed, long nowNanos) {
    this.speed = speed;
    this.lastNanos = nowNanos;
  }

  /** True if {@code ms} of audio may be sent now; they count as sent then. */
  boolean tryAcquire(long ms, long nowNanos) {
    double earnedMs = (nowNanos - lastNanos) / NANOS_PER_MS * speed;
    allowedMs = Math.min(BURST_MS, allowedMs + earnedMs);
    lastNanos = nowNanos;
    if (allowedMs < ms && allowedMs < BURST_MS) {
      return false;
    }
    allowedMs -= ms;
    return true;
  }

  void slowDown() {
    speed = Math.max(MIN_SPEED, speed / 2);
  }
}
