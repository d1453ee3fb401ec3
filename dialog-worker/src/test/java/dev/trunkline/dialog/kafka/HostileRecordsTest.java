// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.DialogMetrics;
import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import dev.trunkline.fuzz.Records;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed events on all topics, mixed with those of a call that must still be answered. */
@Tag("fuzz")
class HostileRecordsTest {
  private static final int RECORDS_A_CALL = 200;
  private static final List<String> TOPICS = Topics.EVENTS.stream().map(EventTopic::name).toList();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();

  @Test
  void everyUnreadableRecordIsADeadLetterOnce() {
    try (var driver = driver()) {
      for (String topic : TOPICS) {
        inputs.put(
            topic,
            driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()));
      }
      int[] dead = new int[1];
      Fuzz.cases((number, mutator) -> {
        String call = "CA" + number / RECORDS_A_CALL;
        if (number % RECORDS_A_CALL == 0) {
          start(call);
        }
        pipe(broken(number, call, mutator));
        if (mutator.oneIn(10)) {
          driver.advanceWallClockTime(Duration.ofMillis(20L << mutator.number(10)));
        }
        dead[0] += drain(driver);
      });
      assertThat(dead[0]).isBetween(Fuzz.CASES / 20, Fuzz.CASES * 19 / 20);
      assertThat(deadLettersCounted()).isEqualTo(dead[0]);

      start("CAafter");
      assertThat(read(driver, "replies")).isNotEmpty();
    }
  }

  private TopologyTestDriver driver() {
    return new TopologyTestDriver(
        ConversationTopology.build(() ->
            new ConversationProcessor(
                AssistantProfiles.only(
                    ConversationSettings.from(Settings.of(Map.of("GREETING", "Hello.")))),
                new DialogMetrics(meters),
                Tracing.off(),
                new BrokerOutages(() -> true),
                new ProcessStallDetector(() -> 0),
                new PollTimeout(() -> Instant.EPOCH))),
        new Properties());
  }

  private void start(String call) {
    var headers = new RecordHeaders();
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
    byte[] value = Topics.CALLS.codec().encode(new CallStarted(call, "MZ" + call, "+1", "+2", 1));
    input("calls").pipeInput(new TestRecord<>(call, value, headers));
  }

  private static ConsumerRecord<String, byte[]> broken(int number, String call, Mutator mutator) {
    var headers = new RecordHeaders();
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
    AssistantName.put("shop", KafkaHeaders.of(headers));
    return Records.event(mutator, mutator.pick(TOPICS), 0, number, call, headers);
  }

  private void pipe(ConsumerRecord<String, byte[]> record) {
    input(record.topic())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return Objects.requireNonNull(inputs.get(topic));
  }

  /** Number of dead letters since the last call; a record causes at most one. */
  private int drain(TopologyTestDriver driver) {
    int dead = 0;
    for (String topic : TOPICS) {
      dead += read(driver, topic + ".dlq").size();
      if (!topic.equals("speech") && !topic.equals("playback")) {
        read(driver, topic);
      }
    }
    assertThat(dead).isLessThanOrEqualTo(1);
    return dead;
  }

  private List<TestRecord<String, byte[]>> read(TopologyTestDriver driver, String topic) {
    return outputs
        .computeIfAbsent(
            topic,
            name ->
                driver.createOutputTopic(
                    name, new StringDeserializer(), new ByteArrayDeserializer()))
        .readRecordsToList();
  }

  private double deadLettersCounted() {
    return meters.find("trunkline.records.dead").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
