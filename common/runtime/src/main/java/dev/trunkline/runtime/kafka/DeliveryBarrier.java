// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All records that a {@link Publisher} accepted before one moment. Settled once each of them is
 * acknowledged or lost. Thread-safe.
 */
public final class DeliveryBarrier {
  private @Nullable DeliveryBarrier before;
  private int pending;

  DeliveryBarrier(@Nullable DeliveryBarrier before) {
    this.before = before;
  }

  synchronized void add() {
    pending++;
  }

  synchronized void complete() {
    if (--pending == 0) {
      notifyAll();
    }
  }

  /** True once no record accepted before it is pending. */
  public synchronized boolean isSettled() {
    if (before != null && before.isSettled()) {
      before = null;
    }
    return before == null && pending == 0;
  }

  /** Waits until it is settled; false if {@code timeout} elapsed first. */
  public boolean await(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    DeliveryBarrier earlier = before();
    if (earlier != null && !earlier.await(timeout)) {
      return false;
    }
    return awaitOwn(deadline);
  }

  private synchronized @Nullable DeliveryBarrier before() {
    return before;
  }

  private synchronized boolean awaitOwn(long deadline) throws InterruptedException {
    while (pending > 0) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }
}
