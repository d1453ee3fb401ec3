// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.kafka.TopicGate.Waiting;
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

  private final BlockingQueue<String> passed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
  private final TopicGate.Exits exits =
      new TopicGate.Exits() {
        @Override
        public void pass(Waiting record) {
          passed.add(record.message().key());
        }

        @Override
        public void lose(Waiting record, Exception why) {
          lost.add(record.message().key());
        }
      };

  @Test
  void recordsDoNotWaitOnTheirSendersThreadAndPassInOrderOnceTheTopicIsKnown() throws Exception {
    var known = new CountDownLatch(1);
    TopicGate gate = gate(topic -> await(known));
    take(gate, "a", "b", "c");
    assertThat(passed).isEmpty();
    known.countDown();
    assertPassed("a", "b", "c");
    take(gate, "d");
    assertThat(passed).as("at once from now on").containsExactly("d");
  }

  @Test
  void recordsForATopicThatDoesNotExistAreLostAndNobodyAsksAgainForEachOfThem() throws Exception {
    var asked = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          asked.incrementAndGet();
          throw missing;
        });
    take(gate, "a");
    assertThat(lost.poll(5, TimeUnit.SECONDS)).isEqualTo("a");
    take(gate, "b", "c");
    assertThat(lost).containsExactly("b", "c");
    assertThat(asked).hasValue(1);
    assertThat(passed).isEmpty();
  }

  @Test
  void aClusterThatDoesNotAnswerIsAskedAgain() throws Exception {
    var asked = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          if (asked.incrementAndGet() < 3) {
            throw new TimeoutException("no broker");
          }
        });
    take(gate, "a");
    assertPassed("a");
    assertThat(asked).hasValue(3);
  }

  @Test
  void aTopicThatHasGoneIsLookedForBeforeTheNextRecord() throws Exception {
    var gone = new AtomicInteger();
    TopicGate gate =
        gate(topic -> {
          if (gone.get() > 0) {
            throw missing;
          }
        });
    take(gate, "a");
    assertPassed("a");
    gone.set(1);
    gate.shut();
    take(gate, "b");
    assertThat(lost.poll(5, TimeUnit.SECONDS)).isEqualTo("b");
  }

  @Test
  void noMoreThanAThousandRecordsWaitForATopic() throws Exception {
    var known = new CountDownLatch(1);
    TopicGate gate = gate(topic -> await(known));
    for (int i = 0; i < 1_001; i++) {
      take(gate, "r" + i);
    }
    assertThat(lost).containsExactly("r1000");
    known.countDown();
    assertThat(passed.poll(5, TimeUnit.SECONDS)).isEqualTo("r0");
  }

  private TopicGate gate(java.util.function.Consumer<String> lookUp) {
    return new TopicGate("gateway.x", lookUp, Duration.ofMinutes(1), exits);
  }

  private static void take(TopicGate gate, String... keys) {
    for (String key : keys) {
      var message = new ProducerRecord<String, byte[]>("gateway.x", key, new byte[0]);
      gate.take(new Waiting(message, new DeliveryBarrier(null)));
    }
  }

  private void assertPassed(String... keys) throws InterruptedException {
    for (String key : keys) {
      @Nullable String next = passed.poll(5, TimeUnit.SECONDS);
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
