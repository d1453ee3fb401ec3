// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Records;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed records of {@code transcripts}; without Kafka. */
@Tag("fuzz")
class HostileTranscriptsTest {
  private static final TopicPartition PARTITION = new TopicPartition("transcripts", 0);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countsUnreadableRecordsAndKeepsRunning() {
    try (var redactor = TranscriptRedactor.from(context("true")).orElseThrow()) {
      Fuzz.cases((number, mutator) -> {
        var headers = new RecordHeaders();
        AssistantName.put("shop", KafkaHeaders.of(headers));
        ConsumerRecord<String, byte[]> record =
            Records.event(mutator, "transcripts", 0, number, "CA" + number % 100, headers);
        double before = dead();
        redactor.handle(new ConsumerRecords<>(Map.of(PARTITION, List.of(record)), Map.of()));
        assertThat(dead() - before).isBetween(0.0, 1.0);
      });
      assertThat(dead()).isBetween(Fuzz.CASES * 0.05, Fuzz.CASES * 0.95);
      redactor.revoked(List.of(PARTITION));
    }
  }

  @Test
  void isOffUnlessEnabled() {
    assertThat(TranscriptRedactor.from(context("false"))).isEmpty();
  }

  private ServiceContext context(String redact) {
    return ServiceContext.of(
        Settings.of(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:1", "DIALOG_REDACT_TRANSCRIPTS", redact)),
        meters);
  }

  private double dead() {
    return meters.find("trunkline.records.dead").tag("topic", "transcripts").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
