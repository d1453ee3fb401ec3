// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.runtime.kafka.internals.KafkaInternals;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Limits how much of a producer's buffer the unsent records of one partition occupy: at most as
 * many bytes as are still free. So one stalled partition (without a leader, for example) takes at
 * most half of the buffer, two take a third each, and if all stall they fill nearly all of it.
 * Thread-safe, without locks.
 */
final class BufferShares {
  private final AtomicLongArray held;

  /**
   * @param partitions how many the topic has; partitions added later share one counter
   */
  BufferShares(int partitions) {
    held = new AtomicLongArray(partitions + 1);
  }

  /**
   * The partition that the default partitioner chooses; records without a key share one counter.
   */
  int partitionOf(ProducerRecord<String, byte[]> message) {
    int partitions = held.length() - 1;
    if (message.partition() != null) {
      return Math.min(message.partition(), partitions);
    }
    return message.key() == null
        ? partitions
        : KafkaInternals.partition(message.key().getBytes(UTF_8), partitions);
  }

  /** About how many bytes of the buffer a record occupies. */
  static int bytesOf(ProducerRecord<String, byte[]> message) {
    int bytes = message.key() == null ? 0 : message.key().length();
    bytes += message.value() == null ? 0 : message.value().length;
    for (Header header : message.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /** Reserves {@code bytes} for a partition; false if that exceeds its share. */
  boolean reserve(int partition, int bytes, long free) {
    if (held.addAndGet(partition, bytes) <= free) {
      return true;
    }
    release(partition, bytes);
    return false;
  }

  /** The record was acknowledged or lost. */
  void release(int partition, int bytes) {
    held.addAndGet(partition, -bytes);
  }
}
