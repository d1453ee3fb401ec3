// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumerBackoffTest {
  private static final Duration MEASURED = Duration.ofSeconds(2);

  @Test
  void aWorkerWithoutABrokerUsesLittleCpu() {
    KafkaClients unreachable =
        KafkaClients.from(Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")));
    try (var results =
            new Publisher(
                unreachable.producer("results", Duration.ZERO), new SimpleMeterRegistry());
        var loop =
            new ConsumerLoop(
                "away",
                unreachable.groupConsumer("group", "away"),
                List.of("topic"),
                new UnfinishedWork(),
                results,
                new NoWork())) {
      loop.start();
      LockSupport.parkNanos(MEASURED.toNanos()); // Classes are loaded and compiled.
      long before = usedMs();
      LockSupport.parkNanos(MEASURED.toNanos());
      assertThat(usedMs() - before)
          .as("ms of CPU in %s", MEASURED)
          .isLessThan(MEASURED.toMillis() / 4);
    }
  }

  /** CPU time of the loop's thread and its consumer's network thread. */
  private static long usedMs() {
    var threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("away-loop")
          || thread.getName().startsWith("consumer_background_thread")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.threadId()));
      }
    }
    assertThat(nanos).as("CPU time of the threads").isPositive();
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static final class NoWork implements ConsumerLoop.Handler {
    @Override
    public void handle(ConsumerRecords<String, byte[]> records) {}

    @Override
    public void revoked(Collection<TopicPartition> partitions) {}
  }
}
