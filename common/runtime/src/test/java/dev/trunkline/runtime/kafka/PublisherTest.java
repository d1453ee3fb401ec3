// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls beside one whose partition is stalled. */
class PublisherTest {
  private static final String TOPIC = "audio.inbound";
  private static final int PARTITIONS = 12;
  private static final int FRAME = 160;
  private static final long BUFFER = 4 * 1024 * 1024;
  private static final String STALLED = "CA-stuck";
  private static final String OTHER = other();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OnePartitionStalled producer = new OnePartitionStalled();
  private final Publisher publisher = new Publisher(producer, meters);

  @Test
  void aStalledPartitionLosesOnlyItsOwnCallsAudio() throws Exception {
    send(OTHER, 1);
    assertThat(publisher.barrier().await(Duration.ofSeconds(5))).isTrue();
    int records = (int) (BUFFER / FRAME);
    send(STALLED, records);
    int kept = producer.stalled.size();
    assertThat((long) kept * FRAME).as("half of the buffer").isBetween(BUFFER / 4, BUFFER / 2);
    assertThat(publisher.lost()).isEqualTo(records - kept);
    assertThat(meters.counter("trunkline.records.partition.full").count())
        .isEqualTo(records - kept);

    send(OTHER, records);
    assertThat(producer.history()).as("the other call's").hasSize(1 + records);
    assertThat(publisher.lost()).isEqualTo(records - kept);
  }

  @Test
  void acceptsAudioAgainOnceThePartitionRecovers() throws Exception {
    send(OTHER, 1);
    assertThat(publisher.barrier().await(Duration.ofSeconds(5))).isTrue();
    send(STALLED, (int) (BUFFER / FRAME));
    long lost = publisher.lost();
    producer.recover();
    send(STALLED, 1_000);
    assertThat(publisher.lost()).isEqualTo(lost);
    assertThat(producer.stalled).hasSize(1_000);
    producer.recover();
    assertThat(publisher.barrier().isSettled()).isTrue();
  }

  @Test
  void countsPartitionsAsTheProducerChoosesThem() {
    var shares = new BufferShares(PARTITIONS);
    for (int i = 0; i < 1_000; i++) {
      String key = "CA" + Integer.toHexString(i * 7_919);
      assertThat(shares.partitionOf(record(key))).isEqualTo(partition(key));
    }
  }

  private void send(String key, int frames) {
    for (int i = 0; i < frames; i++) {
      publisher.send(record(key));
    }
  }

  private static ProducerRecord<String, byte[]> record(String key) {
    return new ProducerRecord<>(TOPIC, key, new byte[FRAME]);
  }

  private static int partition(String key) {
    return BuiltInPartitioner.partitionForKey(
        new StringSerializer().serialize(TOPIC, key), PARTITIONS);
  }

  private static String other() {
    return IntStream.range(0, 100)
        .mapToObj(i -> "CA-" + i)
        .filter(key -> partition(key) != partition(STALLED))
        .findFirst()
        .orElseThrow();
  }

  /** Acknowledges immediately, except in the stalled call's partition; its buffer can fill up. */
  private static final class OnePartitionStalled extends MockProducer<String, byte[]> {
    final Queue<Callback> stalled = new ArrayDeque<>();

    @SuppressWarnings("NullAway") // null is the default partitioner
    OnePartitionStalled() {
      super(cluster(), true, null, new StringSerializer(), new ByteArraySerializer());
    }

    void recover() {
      while (!stalled.isEmpty()) {
        stalled
            .remove()
            .onCompletion(
                new RecordMetadata(new TopicPartition(TOPIC, partition(STALLED)), 0, 0, 0, 0, 0),
                null);
      }
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> message, @Nullable Callback callback) {
      if (callback != null && partition(message.key()) == partition(STALLED)) {
        stalled.add(callback);
        return new CompletableFuture<>();
      }
      return super.send(message, callback);
    }

    @Override
    public Map<MetricName, Metric> metrics() {
      var all = new HashMap<MetricName, Metric>();
      for (String name : List.of("buffer-available-bytes", "buffer-total-bytes")) {
        var metric = new MetricName(name, "producer-metrics", "", Map.of("client-id", "test"));
        all.put(metric, new AvailableBytes(metric));
      }
      return all;
    }

    private final class AvailableBytes implements Metric {
      private final MetricName name;

      AvailableBytes(MetricName name) {
        this.name = name;
      }

      @Override
      public MetricName metricName() {
        return name;
      }

      @Override
      public Object metricValue() {
        boolean total = name.name().equals("buffer-total-bytes");
        return (double) (total ? BUFFER : BUFFER - (long) stalled.size() * FRAME);
      }
    }

    private static Cluster cluster() {
      var node = new Node(1, "localhost", 9092);
      Node[] nodes = {node};
      List<PartitionInfo> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(i -> new PartitionInfo(TOPIC, i, node, nodes, nodes))
              .toList();
      return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
  }
}
