// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When the model is asked again: twice at most, 200 ms doubling with jitter, or as long as the
 * provider asks if a caller can be kept waiting that long.
 */
final class Retries implements AutoCloseable {
  private static final int BUDGET = 2;
  private static final long FIRST_MS = 200;

  /** A caller who waits longer than this should hear words instead. */
  private static final long LONGEST_MS = 2_000;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("llm-retries").daemon().factory());

  /** True if attempt number {@code attempt}, which failed so, may be followed by another. */
  boolean allows(int attempt, ChatFailure failure) {
    return attempt <= BUDGET
        && !failure.category().isPermanent()
        && failure.retryAfterMs() <= LONGEST_MS;
  }

  void later(int attempt, ChatFailure failure, Runnable start) {
    long backoff = FIRST_MS << (attempt - 1);
    long jittered = backoff / 2 + ThreadLocalRandom.current().nextLong(backoff);
    var _ =
        timer.schedule(start, Math.max(jittered, failure.retryAfterMs()), TimeUnit.MILLISECONDS);
  }

  /** Runs {@code task} after a while, on the retries' thread. */
  void after(long ms, Runnable task) {
    var _ = timer.schedule(task, ms, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
