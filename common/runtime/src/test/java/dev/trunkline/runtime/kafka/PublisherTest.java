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

/** What becomes of calls beside one whose partition does not move. */
class PublisherTest {
  private static final String TOPIC = "audio.inbound";
  private static final int PARTITIONS = 12;
  private static final int FRAME = 160;
  private static final long BUFFER = 4 * 1024 * 1024;
  private static final String STUCK = "CA-stuck";
  private static final String BESIDE = beside();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OnePartitionStuck producer = new OnePartitionStuck();
  private final Publisher publisher = new Publisher(producer, meters);

  @Test
  void aPartitionThatDoesNotMoveLosesOnlyItsOwnCallsAudio() throws Exception {
    send(BESIDE, 1);
    assertThat(publisher.checkpoint().await(Duration.ofSeconds(5))).isTrue();
    int most = (int) (BUFFER / FRAME);
    send(STUCK, most);
    int kept = producer.stuck.size();
    assertThat((long) kept * FRAME).as("half of what is there").isBetween(BUFFER / 4, BUFFER / 2);
    assertThat(publisher.lost()).isEqualTo(most - kept);
    assertThat(meters.counter("trunkline.records.partition.full").count()).isEqualTo(most - kept);

    send(BESIDE, most);
    assertThat(producer.history()).as("the other call's").hasSize(1 + most);
    assertThat(publisher.lost()).isEqualTo(most - kept);
  }

  @Test
  void whenItMovesAgainItsCallsAudioIsTakenAgain() throws Exception {
    send(BESIDE, 1);
    assertThat(publisher.checkpoint().await(Duration.ofSeconds(5))).isTrue();
    send(STUCK, (int) (BUFFER / FRAME));
    long lost = publisher.lost();
    producer.move();
    send(STUCK, 1_000);
    assertThat(publisher.lost()).isEqualTo(lost);
    assertThat(producer.stuck).hasSize(1_000);
    producer.move();
    assertThat(publisher.checkpoint().isSettled()).isTrue();
  }

  @Test
  void partitionsAreCountedAsTheProducerChoosesThem() {
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

  private static String beside() {
    return IntStream.range(0, 100)
        .mapToObj(i -> "CA-" + i)
        .filter(key -> partition(key) != partition(STUCK))
        .findFirst()
        .orElseThrow();
  }

  /** Acknowledges at once what is not of the stuck call's partition, and has a buffer to fill. */
  private static final class OnePartitionStuck extends MockProducer<String, byte[]> {
    final Queue<Callback> stuck = new ArrayDeque<>();

    @SuppressWarnings("NullAway") // A partitioner that is null is the default one.
    OnePartitionStuck() {
      super(cluster(), true, null, new StringSerializer(), new ByteArraySerializer());
    }

    void move() {
      while (!stuck.isEmpty()) {
        stuck
            .remove()
            .onCompletion(
                new RecordMetadata(new TopicPartition(TOPIC, partition(STUCK)), 0, 0, 0, 0, 0),
                null);
      }
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> message, @Nullable Callback callback) {
      if (callback != null && partition(message.key()) == partition(STUCK)) {
        stuck.add(callback);
        return new CompletableFuture<>();
      }
      return super.send(message, callback);
    }

    @Override
    public Map<MetricName, Metric> metrics() {
      var all = new HashMap<MetricName, Metric>();
      for (String name : List.of("buffer-available-bytes", "buffer-total-bytes")) {
        var metric = new MetricName(name, "producer-metrics", "", Map.of("client-id", "test"));
        all.put(metric, new Room(metric));
      }
      return all;
    }

    private final class Room implements Metric {
      private final MetricName name;

      Room(MetricName name) {
        this.name = name;
      }

      @Override
      public MetricName metricName() {
        return name;
      }

      @Override
      public Object metricValue() {
        boolean total = name.name().equals("buffer-total-bytes");
        return (double) (total ? BUFFER : BUFFER - (long) stuck.size() * FRAME);
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
