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
 * Makes a consumer wait whose broker is away. Kafka 4.3's does not by itself: until it has found
 * its group's coordinator its network thread, and whoever polls, go round without a pause
 * (KAFKA-20253), and every worker on the broker's machine takes the processors that the broker
 * needs to start again. To be deleted with the first Kafka in which that is mended.
 *
 * <p>That thread cannot be reached but by what it is asked to do: here, to resume a collection of
 * partitions that has none, and takes its time to say so.
 */
public final class ConsumerBackoff extends AbstractCollection<TopicPartition> {
  private static final Duration LENGTH = Duration.ofMillis(50);

  private ConsumerBackoff() {}

  /** Lets the calling thread and {@code consumer}'s own wait a little. */
  public static void pause(Consumer<?, ?> consumer) {
    consumer.resume(new ConsumerBackoff());
  }

  /** On the consumer's network thread. */
  @Override
  public Iterator<TopicPartition> iterator() {
    LockSupport.parkNanos(LENGTH.toNanos());
    return Collections.emptyIterator();
  }

  /** Nobody would ask for the partitions of an empty one. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public int size() {
    return 0;
  }
}
