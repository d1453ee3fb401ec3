// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.AbstractCollection;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Slows down a consumer whose broker is unreachable. Kafka 4.3's consumer does not back off: until
 * it has found its group's coordinator, its network thread and the polling thread spin
 * (KAFKA-20253), and workers on the broker's machine take the processors that the broker needs to
 * start. Delete this class with the first Kafka release that fixes it.
 *
 * <p>The network thread can only be delayed through a request that it executes: it is asked to
 * resume an empty collection of partitions whose iterator blocks for 50 ms.
 */
public final class ConsumerBackoff extends AbstractCollection<TopicPartition> {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private ConsumerBackoff() {}

  /** Blocks the calling thread and {@code consumer}'s network thread for 50 ms. */
  public static void pause(Consumer<?, ?> consumer) {
    consumer.resume(new ConsumerBackoff());
  }

  /** Called on the consumer's network thread. */
  @Override
  public Iterator<TopicPartition> iterator() {
    LockSupport.parkNanos(PAUSE.toNanos());
    return Collections.emptyIterator();
  }

  /** The consumer would skip an empty collection without iterating over it. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public int size() {
    return 0;
  }
}
