// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link Publisher} was given before some moment. Settled once every record of it is
 * acknowledged or lost. Thread-safe.
 */
public final class DeliveryBarrier {
  private @Nullable DeliveryBarrier before;
  private int open;

  DeliveryBarrier(@Nullable DeliveryBarrier before) {
    this.before = before;
  }

  synchronized void entered() {
    open++;
  }

  synchronized void left() {
    if (--open == 0) {
      notifyAll();
    }
  }

  /** True once nothing of it is under way any more. */
  public synchronized boolean isSettled() {
    if (before != null && before.isSettled()) {
      before = null;
    }
    return before == null && open == 0;
  }

  /** Waits until it is settled; false if {@code timeout} was first. */
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
    while (open > 0) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }
}
