// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.dialog.core.answer.Toolboxes;
import dev.trunkline.dialog.provider.HttpTools;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Records;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed records of {@code turns}; without Kafka and without a model. */
@Tag("fuzz")
class HostileTurnsTest {
  private static final TopicPartition PARTITION = new TopicPartition("turns", 0);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countsUnreadableRecordsAndKeepsRunning() {
    Settings settings =
        Settings.of(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
                "OPENAI_API_KEY", "k",
                "OPENAI_BASE_URL", "http://localhost:1/v1"));
    Assistants assistants = Assistants.in(settings);
    AssistantProfiles profiles = AssistantProfiles.from(settings, assistants);
    Toolboxes toolboxes = Toolboxes.from(assistants, profiles);
    HttpTools tools = HttpTools.from(settings, assistants);
    var context = ServiceContext.of(settings, meters);
    try (var runner =
        new LlmRunner(context, assistants, profiles, toolboxes, tools, Tracing.off())) {
      Fuzz.cases((number, mutator) -> {
        var headers = new RecordHeaders();
        ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
        AssistantName.put("shop", KafkaHeaders.of(headers));
        ConsumerRecord<String, byte[]> record =
            Records.event(mutator, "turns", 0, number, "CA" + number % 100, headers);
        double before = dead();
        runner.handle(new ConsumerRecords<>(Map.of(PARTITION, List.of(record)), Map.of()));
        assertThat(dead() - before).isBetween(0.0, 1.0);
      });
      assertThat(dead()).isBetween(Fuzz.CASES * 0.05, Fuzz.CASES * 0.95);
      runner.revoked(List.of(PARTITION));
    }
  }

  private double dead() {
    return meters.find("trunkline.records.dead").tag("topic", "turns").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
