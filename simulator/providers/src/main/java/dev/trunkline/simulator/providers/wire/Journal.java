// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What clients did, in order, for ledgers and tests. Keeps the newest entries only: when it is full
 * the oldest one goes. Any thread.
 */
public final class Journal {
  /**
   * One thing that happened.
   *
   * @param sequence counts up from 1 and never repeats, so that a gap shows what was dropped
   * @param provider {@code scribe}, {@code tts} or {@code chat}
   * @param kind what happened, e.g. {@code commit} or {@code disconnected}
   * @param exchange the connection or request it happened on
   * @param details figures and words; words only under {@code text}
   */
  public record Entry(
      long sequence,
      long atMs,
      String provider,
      String kind,
      String exchange,
      ObjectNode details) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final int capacity;
  private final InstantSource clock;
  private long sequence;

  /** A journal of at most {@code capacity} entries. */
  public Journal(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  /** Adds an entry. */
  public void add(String provider, String kind, String exchange, ObjectNode details) {
    lock.lock();
    try {
      if (entries.size() == capacity) {
        entries.removeFirst();
      }
      sequence++;
      entries.addLast(new Entry(sequence, clock.millis(), provider, kind, exchange, details));
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Adds an entry without details. */
  public void add(String provider, String kind, String exchange) {
    add(provider, kind, exchange, Json.object());
  }

  /** What is kept and fits, oldest first. */
  public List<Entry> entries(Predicate<Entry> fits) {
    lock.lock();
    try {
      return entries.stream().filter(fits).toList();
    } finally {
      lock.unlock();
    }
  }

  /** The first kept entry that fits, waiting up to {@code timeout} for it to come. */
  public Optional<Entry> await(Predicate<Entry> fits, Duration timeout)
      throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<Entry> found = entries.stream().filter(fits).findFirst();
        if (found.isPresent() || left <= 0) {
          return found;
        }
        left = grown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all entries; the numbering goes on. */
  public void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
