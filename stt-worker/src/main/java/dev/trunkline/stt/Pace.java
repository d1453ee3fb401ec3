// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import java.util.concurrent.TimeUnit;

/**
 * How fast late audio may be sent: so many times real time, with a small reserve, so that audio in
 * time never waits.
 */
final class Pace {
  private static final double RESERVE_MS = 2_000;

  /** Real time must stay possible with something to spare, or nothing is ever caught up. */
  private static final double SLOWEST = 1.25;

  private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

  private double speed;
  private double allowedMs = RESERVE_MS;
  private long lastNanos;

  Pace(double speed, long nowNanos) {
    this.speed = speed;
    this.lastNanos = nowNanos;
  }

  /** True if {@code ms} of audio may go now; they count as gone then. */
  boolean take(long ms, long nowNanos) {
    double earned = (nowNanos - lastNanos) / NANOS_PER_MS * speed;
    allowedMs = Math.min(RESERVE_MS, allowedMs + earned);
    lastNanos = nowNanos;
    if (allowedMs < ms && allowedMs < RESERVE_MS) {
      return false;
    }
    allowedMs -= ms;
    return true;
  }

  /** It was too fast. */
  void slowDown() {
    speed = Math.max(SLOWEST, speed / 2);
  }
}
