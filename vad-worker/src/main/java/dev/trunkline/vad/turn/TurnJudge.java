// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.turn;

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
 * Judges turns one after the other on a thread of its own, so that hearing speech never waits for
 * it. A few may wait; one more is not judged, for by the time it was its answer would be due. Nor
 * is one for which the model fails. Both are counted, and the words decide alone. {@link #judge}
 * may be called on any thread.
 */
public final class TurnJudge implements AutoCloseable {
  /** At 60 ms each, which Smart Turn is said to take on a slow core, the last is late already. */
  static final int WAITING = 4;

  private static final Logger log = LoggerFactory.getLogger(TurnJudge.class);
  private static final long CLOSE_SECONDS = 5;

  private final TurnModel model;
  private final TurnMeters meters;
  private final ThreadPoolExecutor thread;

  /** Closes {@code model} when it is closed. */
  public TurnJudge(TurnModel model, MeterRegistry meters) {
    this.model = model;
    this.meters = new TurnMeters(meters);
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("turn-judge").daemon().factory());
  }

  /**
   * Judges a turn if there is time for it.
   *
   * @param ulaw the caller's turn so far
   * @param then takes the probability that it is complete, on the judge's thread
   */
  public void judge(byte[] ulaw, DoubleConsumer then) {
    try {
      thread.execute(() -> run(ulaw, then));
    } catch (RejectedExecutionException e) {
      meters.count(TurnMeters.Outcome.BUSY);
    }
  }

  /** Judges those that wait, takes no more. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        model.close();
      } else {
        // The thread is in the model, which must stay; both end with the process.
        log.atWarn().log("the turn model does not come to an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(byte[] ulaw, DoubleConsumer then) {
    long before = System.nanoTime();
    try {
      double probability = model.complete(ulaw);
      meters.judged(probability, System.nanoTime() - before);
      then.accept(probability);
    } catch (OrtException | RuntimeException e) {
      meters.count(TurnMeters.Outcome.FAILED);
      log.atWarn().setCause(e).log("turn not judged");
    }
  }
}
