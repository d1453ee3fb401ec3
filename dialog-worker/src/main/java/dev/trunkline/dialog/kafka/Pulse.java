// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Notices that the whole process stood still: SIGSTOP, a paused machine, a very long collection.
 * Others have taken over its calls by then, and what it would still write of them, also into the
 * changelog, would undo what they did; at-least-once producers are not fenced. A thread that only
 * waits, for a broker that is away, is no standstill. {@link #stops} may be asked often, from any
 * thread.
 */
final class Pulse implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(100);

  /** Below the session time-out in use, 1.8 s, less the 0.1 s since the heartbeat before it. */
  private static final Duration STANDSTILL = Duration.ofMillis(1_500);

  private final LongSupplier nanoTime;
  private final Thread thread = Thread.ofPlatform().daemon().name("pulse").unstarted(this::run);
  private volatile boolean stopping;
  private volatile Beat last;

  private record Beat(long atNanos, int stopsBefore) {}

  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    last = new Beat(nanoTime.getAsLong(), 0);
  }

  void start() {
    beat();
    thread.start();
  }

  @Override
  public void close() {
    stopping = true;
  }

  /** How often the process has stood still, one from which it is just waking included. */
  int stops() {
    Beat beat = last;
    boolean still = nanoTime.getAsLong() - beat.atNanos() > STANDSTILL.toNanos();
    return beat.stopsBefore() + (still ? 1 : 0);
  }

  /** One sign of life; by one thread only. */
  void beat() {
    last = new Beat(nanoTime.getAsLong(), stops());
  }

  private void run() {
    while (!stopping) {
      beat();
      LockSupport.parkNanos(BEAT.toNanos());
    }
  }
}
