// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import dev.trunkline.events.Event;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads all events of all calls as they come, on a thread of its own. */
public final class LiveEventReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<Event> listener;
  private final Thread thread;
  private volatile boolean stopping;

  /** Reads from now on; {@code listener} is called on the reader's thread. */
  public LiveEventReader(KafkaClients clients, Consumer<Event> listener) {
    this.consumer = clients.ungroupedConsumer("event-reader");
    this.listener = listener;
    List<TopicPartition> partitions = partitions();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(partition -> consumer.position(partition, PATIENCE));
    thread = Thread.ofPlatform().name("event-reader").daemon().start(this::run);
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<TopicPartition> partitions() {
    var partitions = new ArrayList<TopicPartition>();
    for (EventTopic<?> topic : Topics.EVENTS) {
      for (PartitionInfo info : consumer.partitionsFor(topic.name(), PATIENCE)) {
        partitions.add(new TopicPartition(topic.name(), info.partition()));
      }
    }
    return partitions;
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
          read(message);
        }
      }
    } catch (WakeupException e) {
      // close() was called
    }
  }

  private void read(ConsumerRecord<String, byte[]> message) {
    try {
      Topics.ofEvents(message.topic())
          .orElseThrow()
          .codec()
          .decode(message.value())
          .ifPresent(listener);
    } catch (UnreadableRecord e) {
      // The workers put it into the dead-letter topic.
    }
  }
}
