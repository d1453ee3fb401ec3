// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.providers.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, for how long and how fast to retry. Failures in a row count as one outage; attempts
 * that a circuit breaker prevented prolong it without counting. Words from Scribe, or a connection
 * that lasted as long as the whole budget, end it. Times are milliseconds of a monotonic clock.
 */
final class RetryBudget {
  /** No further attempt. */
  static final long SPENT = -1;

  private static final long MAX_DELAY_MS = 4_000;
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofMillis(MAX_DELAY_MS));

  /** A connection that lasted this long has worked. */
  private static final long MIN_WORKING_MS = 500;

  private final int attempts;
  private final long budgetMs;
  private final RandomGenerator random;
  private int failures;
  private boolean inOutage;
  private long outageSinceMs;
  private boolean connected;
  private long connectedSinceMs;

  RetryBudget(int attempts, long budgetMs, RandomGenerator random) {
    this.attempts = attempts;
    this.budgetMs = budgetMs;
    this.random = random;
  }

  void connected(long nowMs) {
    connected = true;
    connectedSinceMs = nowMs;
  }

  /** Scribe recognized words: the outage is over. */
  void succeeded() {
    failures = 0;
    inOutage = false;
  }

  boolean hasWorked(long nowMs) {
    return connected && nowMs - connectedSinceMs >= MIN_WORKING_MS;
  }

  /** A connection that worked ended without a fault. */
  void replaced() {
    succeeded();
    connected = false;
  }

  /**
   * Counts a failure.
   *
   * @param retryAfterMs the least delay that the provider demands; capped
   * @return how long to wait before the next attempt, or {@link #SPENT}
   */
  long failed(long nowMs, long retryAfterMs) {
    if (connected && nowMs - connectedSinceMs >= budgetMs) {
      succeeded();
    }
    connected = false;
    startOutage(nowMs);
    failures++;
    long delayMs = Math.max(Math.min(retryAfterMs, MAX_DELAY_MS), backoffMs(failures));
    return failures > attempts ? SPENT : withinBudget(delayMs, nowMs);
  }

  /**
   * A circuit breaker prevented the attempt. It does not count, but time passes.
   *
   * @return how long to wait before the next attempt, or {@link #SPENT}
   */
  long notAttempted(long nowMs) {
    startOutage(nowMs);
    return withinBudget(backoffMs(1), nowMs);
  }

  private void startOutage(long nowMs) {
    if (!inOutage) {
      inOutage = true;
      outageSinceMs = nowMs;
    }
  }

  private long withinBudget(long delayMs, long nowMs) {
    return nowMs + delayMs - outageSinceMs > budgetMs ? SPENT : delayMs;
  }

  private long backoffMs(int failuresInARow) {
    return BACKOFF.delay(failuresInARow, random).toMillis();
  }
}
