// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/**
 * How much of a producer's buffer each partition of a topic holds. A partition may hold as much as
 * is free: one that does not move, e.g. without a leader, takes half of the buffer at most and
 * leaves the rest to the others; two take a third each; and if none moves, they have nearly all of
 * it together. Thread-safe, without locks.
 */
final class BufferShares {
  private final AtomicLongArray held;

  /**
   * @param partitions how many the topic has; if it is given more, some share what they hold
   */
  BufferShares(int partitions) {
    held = new AtomicLongArray(partitions + 1);
  }

  /** Where the default partitioner puts a record; those without a key count as one partition. */
  int partitionOf(ProducerRecord<String, byte[]> message) {
    int partitions = held.length() - 1;
    if (message.partition() != null) {
      return Math.min(message.partition(), partitions);
    }
    return message.key() == null
        ? partitions
        : Utils.toPositive(Utils.murmur2(message.key().getBytes(UTF_8))) % partitions;
  }

  /** What a record takes of the buffer, about. */
  static int bytesOf(ProducerRecord<String, byte[]> message) {
    int bytes = message.key() == null ? 0 : message.key().length();
    bytes += message.value() == null ? 0 : message.value().length;
    for (Header header : message.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /** Takes {@code bytes} for a partition; false if that is more than its share. */
  boolean take(int partition, int bytes, long free) {
    if (held.addAndGet(partition, bytes) <= free) {
      return true;
    }
    giveBack(partition, bytes);
    return false;
  }

  /** They have been written, or given up. */
  void giveBack(int partition, int bytes) {
    held.addAndGet(partition, -bytes);
  }
}
