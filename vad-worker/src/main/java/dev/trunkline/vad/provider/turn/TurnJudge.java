// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import ai.onnxruntime.OrtException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges turns one after the other on a thread of its own, so that speech detection never waits for
 * it. A few turns may be queued; further ones are dropped, because their judgement would come too
 * late. A dropped turn, and one for which the model fails, is counted, and the dialog decides from
 * the transcript alone. {@link #judge} may be called on any thread.
 */
public final class TurnJudge implements AutoCloseable {
  /** With 60 ms per turn, as Smart Turn documents for a slow core, the last is late already. */
  static final int MAX_QUEUED = 4;

  private static final Logger log = LoggerFactory.getLogger(TurnJudge.class);
  private static final long CLOSE_TIMEOUT_SECONDS = 5;

  private final TurnModel model;
  private final TurnMetrics metrics;
  private final ThreadPoolExecutor thread;

  /** Takes ownership of {@code model}: {@link #close} closes it. */
  public TurnJudge(TurnModel model, MeterRegistry registry) {
    this.model = model;
    this.metrics = new TurnMetrics(registry);
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_QUEUED),
            Thread.ofPlatform().name("turn-judge").daemon().factory());
  }

  /**
   * Judges a turn, unless the queue is full.
   *
   * @param ulaw the caller's turn so far
   * @param onJudged takes the probability that the turn is complete, on the judge's thread
   */
  public void judge(byte[] ulaw, DoubleConsumer onJudged) {
    try {
      thread.execute(() -> run(ulaw, onJudged));
    } catch (RejectedExecutionException e) {
      metrics.count(TurnMetrics.Outcome.BUSY);
    }
  }

  /** Judges the queued turns and accepts no more. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        model.close();
      } else {
        // The thread still uses the model, so neither can be closed; both end with the process.
        log.atWarn().log("turn model still busy at shutdown; model not closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(byte[] ulaw, DoubleConsumer onJudged) {
    long before = System.nanoTime();
    try {
      double probability = model.completeProbability(ulaw);
      metrics.judged(probability, System.nanoTime() - before);
      onJudged.accept(probability);
    } catch (OrtException | RuntimeException e) {
      metrics.count(TurnMetrics.Outcome.FAILED);
      log.atWarn().setCause(e).log("turn model failed; turn not judged");
    }
  }
}
