// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.providers.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * For how long and how fast to retry. Failures in a row count as one outage, and so do attempts
 * that a circuit breaker prevented. Words from Scribe, or a connection that lasted as long as the
 * whole budget, end it. A caller may be waiting, so the retries stay close together; with many
 * calls the circuit breaker keeps their sum small. Times are milliseconds of a monotonic clock.
 */
final class RetryBudget {
  /** No further attempt. */
  static final long SPENT = -1;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofMillis(500));

  /** For a provider that asks for fewer requests. */
  private static final Backoff THROTTLED_BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));

  private static final long MAX_RETRY_AFTER_MS = 4_000;

  /** A connection that lasted this long has worked. */
  private static final long MIN_WORKING_MS = 500;

  private final long budgetMs;
  private final RandomGenerator random;
  private int failures;
  private boolean inOutage;
  private long outageSinceMs;
  private boolean connected;
  private long connectedSinceMs;

  RetryBudget(long budgetMs, RandomGenerator random) {
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
   * @param throttled true if the provider asks for fewer requests
   * @param retryAfterMs the least delay that the provider demands; capped
   * @return how long to wait before the next attempt, or {@link #SPENT}
   */
  long failed(long nowMs, boolean throttled, long retryAfterMs) {
    if (connected && nowMs - connectedSinceMs >= budgetMs) {
      succeeded();
    }
    connected = false;
    startOutage(nowMs);
    failures++;
    Backoff backoff = throttled ? THROTTLED_BACKOFF : BACKOFF;
    long delayMs = backoff.delay(failures, random).toMillis();
    return withinBudget(Math.max(Math.min(retryAfterMs, MAX_RETRY_AFTER_MS), delayMs), nowMs);
  }

  /** True if the last failure was the first in a row. */
  boolean isFirstFailure() {
    return failures == 1;
  }

  /**
   * A circuit breaker prevented the attempt. The next is no later for it, but time passes.
   *
   * @return how long to wait before the next attempt, or {@link #SPENT}
   */
  long notAttempted(long nowMs) {
    startOutage(nowMs);
    return withinBudget(BACKOFF.delay(1, random).toMillis(), nowMs);
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
}
