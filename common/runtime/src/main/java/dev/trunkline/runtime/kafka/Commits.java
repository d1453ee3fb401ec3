// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of finished work, never before its results are acknowledged. For the loop's
 * thread only; blocks it in {@link #commitNow} alone.
 */
final class Commits {
  private static final Logger log = LoggerFactory.getLogger(Commits.class);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How long a rebalance waits for acknowledgements; the partitions' next owner waits as long. */
  private static final Duration HAND_OVER_TIMEOUT = Duration.ofSeconds(3);

  private final String name;
  private final KafkaConsumer<String, byte[]> consumer;
  private final UnfinishedWork unfinished;
  private final Publisher results;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private @Nullable Commit current;
  private long lastNanos = System.nanoTime();

  Commits(
      String name,
      KafkaConsumer<String, byte[]> consumer,
      UnfinishedWork unfinished,
      Publisher results) {
    this.name = name;
    this.consumer = consumer;
    this.unfinished = unfinished;
    this.results = results;
  }

  /** Offsets that may be committed once {@code results} is settled. */
  private static final class Commit {
    final Map<TopicPartition, OffsetAndMetadata> offsets;
    final DeliveryBarrier results;
    boolean sent;

    Commit(Map<TopicPartition, OffsetAndMetadata> offsets, DeliveryBarrier results) {
      this.offsets = offsets;
      this.results = results;
    }
  }

  /** The handler has processed these records. */
  void handled(ConsumerRecords<String, byte[]> records) {
    records.nextOffsets().forEach((partition, next) -> positions.put(partition, next.offset()));
  }

  /** Commits if the interval has passed; one commit at a time, each once its results are safe. */
  void commitIfDue() {
    long now = System.nanoTime();
    if (current == null && now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      Map<TopicPartition, OffsetAndMetadata> offsets = finished(consumer.assignment());
      if (!offsets.isEmpty()) {
        current = new Commit(offsets, results.barrier());
      }
    }
    if (current != null && !current.sent && current.results.isSettled()) {
      send(current);
    }
  }

  /**
   * Commits before these partitions are revoked. Work whose results are not acknowledged in time is
   * not committed; the next owner repeats it.
   */
  void commitNow(Collection<TopicPartition> partitions) {
    current = null;
    Map<TopicPartition, OffsetAndMetadata> offsets = finished(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      if (results.barrier().await(HAND_OVER_TIMEOUT)) {
        consumer.commitSync(offsets, HAND_OVER_TIMEOUT);
        remember(offsets);
      } else {
        log.atWarn()
            .addKeyValue("loop", name)
            .log("results not acknowledged before rebalance; next owner repeats the work");
      }
    } catch (KafkaException e) {
      log.atWarn()
          .addKeyValue("loop", name)
          .addKeyValue("error", e.toString())
          .log("offset commit before rebalance failed; next owner repeats the work");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops committing these partitions. */
  void forget(Collection<TopicPartition> partitions) {
    current = null;
    partitions.forEach(unfinished::forget);
    partitions.forEach(positions::remove);
    partitions.forEach(committed::remove);
  }

  private void send(Commit commit) {
    commit.sent = true;
    consumer.commitAsync(
        commit.offsets,
        (done, e) -> {
          if (e != null) {
            log.atWarn()
                .addKeyValue("loop", name)
                .addKeyValue("error", e.toString())
                .log("offset commit failed; retrying with the next one");
          }
          if (current == commit) {
            current = null;
            if (e == null) {
              remember(done);
            }
          }
        });
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
  }

  private Map<TopicPartition, OffsetAndMetadata> finished(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      if (position != null) {
        long offset = unfinished.committable(partition, position);
        if (!Long.valueOf(offset).equals(committed.get(partition))) {
          offsets.put(partition, new OffsetAndMetadata(offset));
        }
      }
    }
    return offsets;
  }
}
