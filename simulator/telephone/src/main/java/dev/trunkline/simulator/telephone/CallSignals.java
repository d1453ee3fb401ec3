// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What has happened to a call and its thread has not yet seen. When full, keys are lost. */
final class CallSignals {
  private static final int CAPACITY = 1_000;
  private static final int LOOK_MS = 60_000;

  private final ArrayBlockingQueue<CallSignal> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final LongSupplier nanoTime;
  private volatile long deadlineNanos;
  private volatile boolean limited;

  CallSignals(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  boolean send(CallSignal signal) {
    return queue.offer(signal);
  }

  /** From now on the call may last {@code ms}. */
  void limit(long ms) {
    deadlineNanos = in(ms);
    limited = true;
  }

  /** The moment {@code ms} from now, for {@link #awaitUntil}. */
  long in(long ms) {
    return nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** The next signal, or empty if there is none for {@code ms}. */
  Optional<CallSignal> await(long ms) throws InterruptedException {
    return awaitUntil(in(ms));
  }

  /** The next signal, or empty if there is none until {@code nanos}. */
  Optional<CallSignal> awaitUntil(long nanos) throws InterruptedException {
    boolean cut = limited && deadlineNanos - nanos < 0;
    long wait = (cut ? deadlineNanos : nanos) - nanoTime.getAsLong();
    CallSignal signal = queue.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (signal != null) {
      return Optional.of(signal);
    }
    return cut ? Optional.of(new CallSignal.TimeUp()) : Optional.empty();
  }

  /** The next signal, however long it takes. */
  CallSignal await() throws InterruptedException {
    Optional<CallSignal> signal = Optional.empty();
    while (signal.isEmpty()) {
      signal = await(LOOK_MS);
    }
    return signal.get();
  }
}
