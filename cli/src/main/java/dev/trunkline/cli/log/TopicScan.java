// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.log;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what stands in the topics now, from wherever to their end. For one thread. */
public final class TopicScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, List<TopicPartition>> topics = new HashMap<>();

  /** Connects; the topics are those that exist now. */
  public TopicScan(KafkaClients clients) {
    consumer = clients.ungroupedConsumer("topic-scan");
    consumer
        .listTopics(PATIENCE)
        .forEach((name, partitions) ->
            topics.put(
                name,
                partitions.stream().map(p -> new TopicPartition(name, p.partition())).toList()));
  }

  /** The partitions of a topic; none if it does not exist. */
  List<TopicPartition> partitions(String topic) {
    return topics.getOrDefault(topic, List.of());
  }

  /** The topics of all gateways. */
  List<TopicPartition> gateways() {
    return topics.entrySet().stream()
        .filter(topic -> ReturnAddress.isTopic(topic.getKey()) && !topic.getKey().endsWith(".dlq"))
        .flatMap(topic -> topic.getValue().stream())
        .toList();
  }

  /** Every partition of every topic that calls are made of. */
  public List<TopicPartition> all() {
    var all = new ArrayList<TopicPartition>();
    Topics.ALL.forEach(topic -> all.addAll(partitions(topic.name())));
    all.addAll(gateways());
    return List.copyOf(all);
  }

  /** Every partition of every topic but Kafka's own. */
  public List<TopicPartition> everything() {
    return topics.entrySet().stream()
        .filter(topic -> !topic.getKey().startsWith("__"))
        .flatMap(topic -> topic.getValue().stream())
        .toList();
  }

  /** The oldest offsets that are still there. */
  public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
    return consumer.beginningOffsets(partitions, PATIENCE);
  }

  /** Where the next records will be. */
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return consumer.endOffsets(partitions, PATIENCE);
  }

  /** The first offsets of records that are not older than {@code ms}; the ends where none is. */
  Map<TopicPartition, Long> at(Collection<TopicPartition> partitions, long ms) {
    var query = new HashMap<TopicPartition, Long>();
    partitions.forEach(partition -> query.put(partition, ms));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    var found = new HashMap<>(ends);
    consumer
        .offsetsForTimes(query, PATIENCE)
        .forEach((partition, at) -> {
          if (at != null) {
            found.put(partition, at.offset());
          }
        });
    return found;
  }

  /** Gives all records from {@code begins} to the present end of the partitions. */
  public void read(
      Map<TopicPartition, Long> begins, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(begins.keySet(), PATIENCE);
    read(begins, ends, reader);
  }

  /** The same up to and without {@code ends}. */
  void read(
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    consumer.assign(begins.keySet());
    begins.forEach(consumer::seek);
    while (begins.keySet().stream().anyMatch(p -> position(p) < ends.getOrDefault(p, 0L))) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        var partition = new TopicPartition(message.topic(), message.partition());
        if (message.offset() < ends.getOrDefault(partition, 0L)) {
          reader.accept(message);
        }
      }
    }
  }

  private long position(TopicPartition partition) {
    return consumer.position(partition, PATIENCE);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
