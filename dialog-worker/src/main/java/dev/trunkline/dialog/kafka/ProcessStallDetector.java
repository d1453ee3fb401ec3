// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Detects that the whole process was stalled: SIGSTOP, a paused machine, a very long garbage
 * collection. Other workers have taken over its calls by then, and what it would still write of
 * them, also to the changelog, would undo their work; at-least-once producers are not fenced. A
 * thread that only waits for a broker is no stall. {@link #stalls} is cheap and thread-safe.
 */
final class ProcessStallDetector implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** Below the session timeout of 1.8 s, less the 0.1 s since the last heartbeat. */
  private static final Duration MIN_STALL = Duration.ofMillis(1_500);

  private final LongSupplier nanoTime;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("stall-detector").unstarted(this::run);
  private volatile boolean stopping;
  private volatile Tick last;

  private record Tick(long atNanos, int stallsBefore) {}

  ProcessStallDetector(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = new Tick(nanoTime.getAsLong(), 0);
  }

  void start() {
    tick();
    thread.start();
  }

  @Override
  public void close() {
    stopping = true;
  }

  /** How often the process was stalled, including a stall that ends with this call. */
  int stalls() {
    Tick tick = last;
    boolean stalled = nanoTime.getAsLong() - tick.atNanos() > MIN_STALL.toNanos();
    return tick.stallsBefore() + (stalled ? 1 : 0);
  }

  /** Notes that the process is running. One thread only. */
  void tick() {
    last = new Tick(nanoTime.getAsLong(), stalls());
  }

  private void run() {
    while (!stopping) {
      tick();
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }
}
