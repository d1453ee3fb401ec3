// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.simulator.speech.EngineFailure;
import dev.trunkline.simulator.speech.RecognitionSession;
import dev.trunkline.simulator.speech.Recognizer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Understands of every segment only how much sound was in it: "heard 1200 ms". */
final class CountingRecognizer implements Recognizer {
  /** All samples of all sessions. */
  final AtomicLong samples = new AtomicLong();

  /** Sessions wait for it before they take audio. */
  CountDownLatch gate = new CountDownLatch(0);

  /** It listens to as many as it can. */
  volatile boolean full;

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public RecognitionSession open() {
    if (full) {
      throw new EngineFailure("no more can be heard");
    }
    return new RecognitionSession() {
      private long loud;

      @Override
      public void accept(short[] pcm16k, int length) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        samples.addAndGet(length);
        for (int i = 0; i < length; i++) {
          loud += pcm16k[i] == 0 ? 0 : 1;
        }
      }

      @Override
      public String partial() {
        return loud == 0 ? "" : "i heard " + loud / 16 + " ms";
      }

      @Override
      public String commit() {
        String text = partial();
        loud = 0;
        return text;
      }

      @Override
      public void close() {}
    };
  }
}
