// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one clockwork of all calls: a thread that runs each line when it is due. A line says itself
 * when it wants to run next, on an axis that does not drift; after a stall it finds itself late and
 * catches up.
 */
public final class Ticker implements AutoCloseable {
  /** What is run. Short and without waiting: it holds up every other call. */
  public interface Ticked {
    /**
     * Does what is due.
     *
     * @return when to run again, on the clock of {@code nowNanos}; {@link Long#MAX_VALUE} for never
     */
    long tick(long nowNanos);
  }

  /**
   * The thread's minimum sleep; then it runs all that is due: a line may run by this much late, and
   * a thousand lines do not wake it a thousand times.
   */
  private static final long GRAIN_NANOS = 1_000_000;

  /** A place in the clockwork; made by {@link #entry}. */
  public static final class Entry {
    private final Ticked what;
    private long dueNanos;
    private boolean queued;

    private Entry(Ticked what) {
      this.what = what;
    }
  }

  /** Nanosecond clocks may be negative and wrap, so they are compared by difference. */
  private static final Comparator<Entry> SOONEST = (a, b) -> Long.signum(a.dueNanos - b.dueNanos);

  private static final Logger log = LoggerFactory.getLogger(Ticker.class);

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Entry> queue = new PriorityQueue<>(SOONEST);
  private final Thread thread;
  private boolean closed;

  /** Starts the thread. */
  public Ticker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    thread = Thread.ofPlatform().name("telephone-ticker").daemon().start(this::run);
  }

  /** A place for {@code what}, which is not run before it is scheduled. */
  public static Entry entry(Ticked what) {
    return new Entry(what);
  }

  /** Runs {@code entry} at {@code atNanos}, unless it is to run earlier anyway. */
  public void schedule(Entry entry, long atNanos) {
    lock.lock();
    try {
      if (entry.queued) {
        if (entry.dueNanos - atNanos <= 0) {
          return;
        }
        queue.remove(entry);
      }
      entry.dueNanos = atNanos;
      entry.queued = true;
      queue.add(entry);
      if (queue.peek() == entry) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread after the current tick. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (Entry due = take(); due != null; due = take()) {
        runOne(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOne(Entry due) {
    try {
      long again = due.what.tick(nanoTime.getAsLong());
      if (again != Long.MAX_VALUE) {
        schedule(due, again);
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("simulated line failed; its timer stopped");
    }
  }

  private @Nullable Entry take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Entry soonest = queue.peek();
        if (soonest == null) {
          changed.await(1, TimeUnit.SECONDS);
          continue;
        }
        long now = nanoTime.getAsLong();
        if (soonest.dueNanos - now <= 0) {
          queue.remove();
          soonest.queued = false;
          return soonest;
        }
        changed.awaitNanos(Math.max(GRAIN_NANOS, soonest.dueNanos - now));
      }
      return null;
    } finally {
      lock.unlock();
    }
  }
}
