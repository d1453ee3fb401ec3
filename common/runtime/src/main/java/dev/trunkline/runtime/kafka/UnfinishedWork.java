// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What has been read but is not finished, and so how far offsets may be committed: up to the first
 * record that a successor would have to read again. Thread-safe: work is finished on many threads,
 * and committed by the one that polls.
 */
public final class UnfinishedWork {
  private final Map<TopicPartition, Holds> partitions = new HashMap<>();

  /**
   * The work named {@code key} (a call, a turn) of a partition needs the records from {@code
   * offset} on. Replaces what that key held before, so a call's hold moves along with it.
   */
  public synchronized void hold(TopicPartition partition, String key, long offset) {
    partitions.computeIfAbsent(partition, p -> new Holds()).put(key, offset);
  }

  /** The work named {@code key} needs no record any more. */
  public synchronized void release(TopicPartition partition, String key) {
    Holds holds = partitions.get(partition);
    if (holds != null) {
      holds.remove(key);
    }
  }

  /** Forgets a partition that has gone to another owner. */
  public synchronized void forget(TopicPartition partition) {
    partitions.remove(partition);
  }

  /** The offset that may be committed when records below {@code position} have been read. */
  public synchronized long committable(TopicPartition partition, long position) {
    Holds holds = partitions.get(partition);
    return holds == null ? position : Math.min(position, holds.lowest(position));
  }

  /** How many works hold a record. */
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

    long lowest(long otherwise) {
      return counts.isEmpty() ? otherwise : counts.firstKey();
    }
  }
}
