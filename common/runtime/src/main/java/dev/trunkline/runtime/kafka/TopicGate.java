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
 * Holds the records of one topic back, in their order, until the producer knows the topic, so that
 * no thread with a record in hand waits for the cluster. What was sent to a topic that is not there
 * is given up, and so is what comes in the next seconds, before it is looked for again.
 * Thread-safe.
 */
final class TopicGate {
  private static final int MOST_WAITING = 1_000;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Where records go from here. */
  interface Exits {
    /** Must not block. */
    void pass(Waiting record);

    void lose(Waiting record, Exception why);
  }

  /** A record, and the checkpoint that waits for it. */
  record Waiting(ProducerRecord<String, byte[]> message, DeliveryBarrier checkpoint) {}

  private final String topic;
  private final Consumer<String> lookUp;
  private final Duration patience;
  private final Exits exits;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private volatile boolean open;
  private boolean looking;
  private @Nullable Exception missing;
  private long missingSince;

  /**
   * @param lookUp asks the cluster for a topic and blocks; throws if it is not there or not known
   * @param patience how long a cluster that does not answer is asked again
   */
  TopicGate(String topic, Consumer<String> lookUp, Duration patience, Exits exits) {
    this.topic = topic;
    this.lookUp = lookUp;
    this.patience = patience;
    this.exits = exits;
  }

  /** Lets a record pass at once, or when the topic is known, or gives it up. */
  void take(Waiting record) {
    if (open || !keep(record)) {
      exits.pass(record);
    }
  }

  /** The topic is gone: look for it again before the next record. */
  synchronized void shut() {
    open = false;
  }

  /** False if the gate has opened in the meantime. */
  private synchronized boolean keep(Waiting record) {
    if (open) {
      return false;
    }
    Exception gone = missing;
    if (gone != null && System.nanoTime() - missingSince < LOOK_AGAIN_NANOS) {
      exits.lose(record, gone);
    } else if (waiting.size() >= MOST_WAITING) {
      exits.lose(record, new TimeoutException("too many records wait for the topic"));
    } else {
      waiting.add(record);
      if (!looking) {
        looking = true;
        Thread.ofVirtual().name("look-up-" + topic).start(this::lookUp);
      }
    }
    return true;
  }

  private void lookUp() {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        lookUp.accept(topic);
        letPass();
        return;
      } catch (KafkaException | IllegalStateException e) {
        boolean again = e instanceof RetriableException && !Publisher.isMissingTopic(e);
        if (!again || System.nanoTime() > deadline) {
          giveUp(e);
          return;
        }
      }
    }
  }

  private synchronized void letPass() {
    looking = false;
    missing = null;
    while (!waiting.isEmpty()) {
      exits.pass(Objects.requireNonNull(waiting.poll()));
    }
    open = true;
  }

  private synchronized void giveUp(Exception e) {
    looking = false;
    missing = e;
    missingSince = System.nanoTime();
    while (!waiting.isEmpty()) {
      exits.lose(Objects.requireNonNull(waiting.poll()), e);
    }
  }
}
