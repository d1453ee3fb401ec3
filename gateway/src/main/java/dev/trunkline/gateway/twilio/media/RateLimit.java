// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import java.util.function.LongSupplier;

/**
 * A token bucket. Twilio sends 50 frames a second, but after a network stall all that it has
 * buffered. Not thread-safe.
 */
final class RateLimit {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filledAt;

  /**
   * @param perSecond messages a second in the long run
   * @param burst messages that may come together
   * @param nanoTime monotonic
   */
  RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.filledAt = nanoTime.getAsLong();
  }

  /** Takes a token; false if the bucket is empty. */
  boolean tryAcquire() {
    return tryAcquire(1);
  }

  /** Takes so many tokens; false, and none taken, if the bucket has fewer. */
  boolean tryAcquire(int count) {
    long now = nanoTime.getAsLong();
    tokens = Math.min(burst, tokens + (now - filledAt) * perSecond / NANOS_PER_SECOND);
    filledAt = now;
    if (tokens < count) {
      return false;
    }
    tokens -= count;
    return true;
  }
}
