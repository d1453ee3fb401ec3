// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import java.util.random.RandomGenerator;

/**
 * How often, how long and how fast to try again. Failures in a row count as one outage, which an
 * attempt that was put off prolongs; a connection that has worked for as long as the whole budget,
 * or that gave words, ends it.
 */
final class RetryBudget {
  /** No further attempt. */
  static final long SPENT = -1;

  private static final long FIRST_DELAY_MS = 250;
  private static final long LONGEST_DELAY_MS = 4_000;

  /** A connection that was there for so long has worked. */
  private static final long LASTING_MS = 500;

  private final int attempts;
  private final long budgetMs;
  private final RandomGenerator random;
  private int failures;
  private boolean out;
  private long outageSinceMs;
  private boolean live;
  private long liveSinceMs;

  RetryBudget(int attempts, long budgetMs, RandomGenerator random) {
    this.attempts = attempts;
    this.budgetMs = budgetMs;
    this.random = random;
  }

  /** A connection has come about. Times are of one monotonic clock. */
  void connected(long nowMs) {
    live = true;
    liveSinceMs = nowMs;
  }

  /** The provider gave words: whatever was wrong is over. */
  void succeeded() {
    failures = 0;
    out = false;
  }

  /** True if the connection has worked for a while. */
  boolean hasLasted(long nowMs) {
    return live && nowMs - liveSinceMs >= LASTING_MS;
  }

  /** A connection that has worked is over, for no fault. */
  void renewed() {
    succeeded();
    live = false;
  }

  /**
   * Counts a failure.
   *
   * @return how long to wait before the next attempt, or {@link #SPENT}
   */
  long failed(long nowMs, long askedDelayMs) {
    if (live && nowMs - liveSinceMs >= budgetMs) {
      succeeded();
    }
    live = false;
    begin(nowMs);
    failures++;
    long delayMs = Math.max(Math.min(askedDelayMs, LONGEST_DELAY_MS), jittered(failures));
    return failures > attempts ? SPENT : within(delayMs, nowMs);
  }

  /**
   * The provider was not asked, to spare it: that is no attempt, but time passes.
   *
   * @return how long to wait before asking, or {@link #SPENT}
   */
  long notTried(long nowMs) {
    begin(nowMs);
    return within(jittered(1), nowMs);
  }

  private void begin(long nowMs) {
    if (!out) {
      out = true;
      outageSinceMs = nowMs;
    }
  }

  private long within(long delayMs, long nowMs) {
    return nowMs + delayMs - outageSinceMs > budgetMs ? SPENT : delayMs;
  }

  private long jittered(int attempt) {
    long ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS << Math.min(attempt - 1, 10));
    return ceiling / 2 + random.nextLong(ceiling / 2 + 1);
  }
}
