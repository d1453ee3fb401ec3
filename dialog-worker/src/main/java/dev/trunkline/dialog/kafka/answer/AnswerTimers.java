// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.providers.Backoff;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Delays retries of the model and filler speech, on one thread. */
final class AnswerTimers implements AutoCloseable {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(300), Duration.ofMillis(600));

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("llm-timers").daemon().factory());

  /**
   * Runs {@code retry} after the back-off, or after the delay that the provider requested if that
   * is longer.
   *
   * @param attempt the number of the failed attempt, from 1
   */
  void retry(int attempt, ChatFailure failure, Runnable retry) {
    long backoffMs = BACKOFF.delay(attempt, ThreadLocalRandom.current()).toMillis();
    after(Math.max(backoffMs, failure.retryAfterMs()), retry);
  }

  void after(long delayMs, Runnable task) {
    var _ = timer.schedule(task, delayMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
