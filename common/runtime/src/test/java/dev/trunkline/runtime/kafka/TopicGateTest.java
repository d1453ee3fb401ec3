// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.kafka.TopicGate.PendingRecord;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicGateTest {
  private final TimeoutException missing =
      new TimeoutException("no such topic", new UnknownTopicOrPartitionException());

  private final BlockingQueue<String> forwarded = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> dropped = new LinkedBlockingQueue<>();
  private final TopicGate.Outlet outlet =
      new TopicGate.Outlet() {
        @Override
        public void forward(PendingRecord record) {
          forwarded.add(record.message().key());
        }

        @Override
        public void drop(PendingRecord record, Exception why) {
          dropped.add(record.message().key());
        }
      };

  @Test
  void queuesRecordsInOrderUntilTheTopicIsKnown() throws Exception {
    var known = new CountDownLatch(1);
    TopicGate gate = gate(topic -> await(known));
    submit(gate, "a", "b", "c");
    assertThat(forwarded).isEmpty();
    known.countDown();
    assertForwarded("a", "b", "c");
    submit(gate, "d");
    assertThat(forwarded).as("immediately from now on").containsExactly("d");
  }

  @Test
  void dropsRecordsOfAMissingTopicWithOneLookUp() throws Exception {
    var lookUps = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          lookUps.incrementAndGet();
          throw missing;
        });
    submit(gate, "a");
    assertThat(dropped.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
    submit(gate, "b", "c");
    assertThat(dropped).containsExactly("b", "c");
    assertThat(lookUps).hasValue(1);
    assertThat(forwarded).isEmpty();
  }

  @Test
  void retriesTheLookUpWhileTheClusterIsSilent() throws Exception {
    var lookUps = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          if (lookUps.incrementAndGet() < 3) {
            throw new TimeoutException("no broker");
          }
        });
    submit(gate, "a");
    assertForwarded("a");
    assertThat(lookUps).hasValue(3);
  }

  @Test
  void looksUpADeletedTopicBeforeTheNextRecord() throws Exception {
    var gone = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          if (gone.get() > 0) {
            throw missing;
          }
        });
    submit(gate, "a");
    assertForwarded("a");
    gone.set(1);
    gate.close();
    submit(gate, "b");
    assertThat(dropped.poll(5, TimeUnit.SECONDS)).isEqualTo("b");
  }

  @Test
  void queuesAtMostAThousandRecords() throws Exception {
    var known = new CountDownLatch(1);
    TopicGate gate = gate(topic -> await(known));
    for (int i = 0; i < 1_001; i++) {
      submit(gate, "r" + i);
    }
    assertThat(dropped).containsExactly("r1000");
    known.countDown();
    assertThat(forwarded.poll(5, TimeUnit.SECONDS)).isEqualTo("r0");
  }

  private TopicGate gate(java.util.function.Consumer<String> lookUp) {
    return new TopicGate("gateway.x", lookUp, Duration.ofMinutes(1), outlet);
  }

  private static void submit(TopicGate gate, String... keys) {
    for (String key : keys) {
      var message = new ProducerRecord<String, byte[]>("gateway.x", key, new byte[0]);
      gate.submit(new PendingRecord(message, new DeliveryBarrier(null)));
    }
  }

  private void assertForwarded(String... keys) throws InterruptedException {
    for (String key : keys) {
      @Nullable String next = forwarded.poll(5, TimeUnit.SECONDS);
      assertThat(next).isEqualTo(key);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
