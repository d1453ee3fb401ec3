// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.runtime.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * How long a record takes that goes through the broker as often as an answer does and has nothing
 * done to it: written and read with the clients of the speech path, while the calls go on. What an
 * answer takes beyond the providers' time cannot be less.
 */
final class BrokerRoundTrips implements AutoCloseable {
  /** Speech, its words, the request for an answer, the answer's words, their sound. */
  static final int HOPS = 5;

  private static final TopicPartition WAY = new TopicPartition("bench.hops", 0);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Double> measured = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "bare-hops");
  private volatile boolean over;

  private BrokerRoundTrips(KafkaClients clients) {
    producer = clients.producer("bare-hops", Duration.ZERO);
    consumer = clients.ungroupedConsumer("bare-hops");
    consumer.assign(Set.of(WAY));
    consumer.seekToEnd(Set.of(WAY));
  }

  static BrokerRoundTrips start(KafkaClients clients) throws InterruptedException {
    try (var admin = clients.admin(PATIENCE)) {
      if (!admin.listTopics().names().get().contains(WAY.topic())) {
        admin.createTopics(Set.of(new NewTopic(WAY.topic(), 1, (short) 1))).all().get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("no topic for the bare hops", e.getCause());
    }
    var hops = new BrokerRoundTrips(clients);
    hops.thread.start();
    return hops;
  }

  private void run() {
    try (producer;
        consumer) {
      consumer.position(WAY, PATIENCE);
      while (!over) {
        long begun = System.nanoTime();
        for (int hop = 0; hop < HOPS; hop++) {
          var _ =
              producer.send(new ProducerRecord<>(WAY.topic(), WAY.partition(), "", new byte[200]));
          while (consumer.poll(PATIENCE).isEmpty() && !over) {
            // Not there yet.
          }
        }
        measured.add((System.nanoTime() - begun) / 1e6);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it; the milliseconds that {@link #HOPS} hops took, each time. */
  List<Double> end() throws InterruptedException {
    over = true;
    thread.join();
    return List.copyOf(measured);
  }

  @Override
  public void close() {
    over = true;
  }
}
