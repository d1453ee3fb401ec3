// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records were read but not finished, and so how far offsets may be committed: up to the
 * first record that the partition's next owner would have to read again. Thread-safe: work finishes
 * on many threads, and the polling thread commits.
 */
public final class UnfinishedWork {
  private final Map<TopicPartition, Holds> partitions = new HashMap<>();

  /**
   * The work named {@code key} (a call, a turn) needs the records of {@code partition} from {@code
   * offset} on. Replaces the key's earlier hold, so that a call's hold advances with the call.
   */
  public synchronized void hold(TopicPartition partition, String key, long offset) {
    partitions.computeIfAbsent(partition, p -> new Holds()).put(key, offset);
  }

  /** The work named {@code key} is finished. */
  public synchronized void release(TopicPartition partition, String key) {
    Holds holds = partitions.get(partition);
    if (holds != null) {
      holds.remove(key);
    }
  }

  /** Drops the holds of a partition that was revoked. */
  public synchronized void forget(TopicPartition partition) {
    partitions.remove(partition);
  }

  /** The offset that may be committed once all records below {@code position} were read. */
  public synchronized long committable(TopicPartition partition, long position) {
    Holds holds = partitions.get(partition);
    return holds == null ? position : Math.min(position, holds.lowest(position));
  }

  /** How many pieces of work hold a record. */
  public synchronized int size() {
    return partitions.values().stream().mapToInt(h -> h.offsets.size()).sum();
  }

  private static final class Holds {
    private final Map<String, Long> offsets = new HashMap<>();
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    void put(String key, long offset) {
      remove(key);
      offsets.put(key, offset);
      counts.merge(offset, 1, Integer::sum);
    }

    void remove(String key) {
      Long offset = offsets.remove(key);
      if (offset != null) {
        counts.computeIfPresent(offset, (o, n) -> n == 1 ? null : n - 1);
      }
    }

    long lowest(long defaultValue) {
      return counts.isEmpty() ? defaultValue : counts.firstKey();
    }
  }
}
