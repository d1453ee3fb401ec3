// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads of a recogniser's sessions. Decoding is all processor, so there is one for each. */
final class DecodingThreads implements Executor, AutoCloseable {
  private static final long CLOSE_TIMEOUT_MS = 10_000;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("recognizer-", 0).factory());

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /**
   * Ends the threads; nothing is decoded after that. Work that waited for one is done here, so that
   * every session learns that there is no next turn.
   *
   * @throws EngineFailure if a thread does not come to an end
   */
  @Override
  public void close() {
    threads.shutdownNow().forEach(Runnable::run);
    try {
      if (!threads.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        throw new EngineFailure("the recogniser does not come to an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted while the recogniser ends", e);
    }
  }
}
