// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Queues the records of one topic, in order, until the producer has the topic's metadata, so that
 * no sending thread blocks on the cluster. Records for a missing topic are dropped; the topic is
 * looked up again at most every 10 seconds, and records in between are dropped as well.
 * Thread-safe.
 */
final class TopicGate {
  private static final int MAX_PENDING = 1_000;
  private static final long LOOKUP_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Where records leave the gate. */
  interface Outlet {
    /** Sends a record. Must not block. */
    void forward(PendingRecord record);

    /** The record is lost. */
    void drop(PendingRecord record, Exception why);
  }

  /** A record, and the barrier that waits for it. */
  record PendingRecord(ProducerRecord<String, byte[]> message, DeliveryBarrier barrier) {}

  private final String topic;
  private final Consumer<String> lookUp;
  private final Duration timeout;
  private final Outlet outlet;
  private final Deque<PendingRecord> pending = new ArrayDeque<>();
  private volatile boolean open;
  private boolean lookingUp;
  private @Nullable Exception missing;
  private long missingSinceNanos;

  /**
   * @param lookUp requests the topic's metadata and blocks; throws if the topic does not exist or
   *     the cluster does not respond
   * @param timeout how long the request is repeated while the cluster does not respond
   */
  TopicGate(String topic, Consumer<String> lookUp, Duration timeout, Outlet outlet) {
    this.topic = topic;
    this.lookUp = lookUp;
    this.timeout = timeout;
    this.outlet = outlet;
  }

  /** Forwards a record now, or once the topic is known, or drops it. */
  void submit(PendingRecord record) {
    if (open || !enqueue(record)) {
      outlet.forward(record);
    }
  }

  /** The topic was deleted: look it up again before the next record. */
  synchronized void close() {
    open = false;
  }

  /** False if the gate has opened in the meantime. */
  private synchronized boolean enqueue(PendingRecord record) {
    if (open) {
      return false;
    }
    Exception gone = missing;
    if (gone != null && System.nanoTime() - missingSinceNanos < LOOKUP_INTERVAL_NANOS) {
      outlet.drop(record, gone);
    } else if (pending.size() >= MAX_PENDING) {
      outlet.drop(record, new TimeoutException("too many records are pending for the topic"));
    } else {
      pending.add(record);
      if (!lookingUp) {
        lookingUp = true;
        Thread.ofVirtual().name("look-up-" + topic).start(this::lookUp);
      }
    }
    return true;
  }

  private void lookUp() {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        lookUp.accept(topic);
        forwardPending();
        return;
      } catch (KafkaException | IllegalStateException e) {
        boolean retry = e instanceof RetriableException && !Publisher.isMissingTopic(e);
        if (!retry || System.nanoTime() > deadline) {
          dropPending(e);
          return;
        }
      }
    }
  }

  private synchronized void forwardPending() {
    lookingUp = false;
    missing = null;
    while (!pending.isEmpty()) {
      outlet.forward(Objects.requireNonNull(pending.poll()));
    }
    open = true;
  }

  private synchronized void dropPending(Exception e) {
    lookingUp = false;
    missing = e;
    missingSinceNanos = System.nanoTime();
    while (!pending.isEmpty()) {
      outlet.drop(Objects.requireNonNull(pending.poll()), e);
    }
  }
}
