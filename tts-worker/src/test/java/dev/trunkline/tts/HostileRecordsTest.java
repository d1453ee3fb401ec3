// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.fuzz.Fuzz;
import dev.trunkline.fuzz.Mutator;
import dev.trunkline.fuzz.Records;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.elevenlabs.VoiceSockets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broken replies and calls; nobody answers at the provider's address. */
@Tag("fuzz")
class HostileRecordsTest {
  private static final int RECORDS_A_CALL = 50;

  /** For sockets, which fail in time of their own. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<String, Integer> dead = new HashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private long nanos;

  @Test
  void theLoopGoesOnAndEveryUnreadableRecordIsPutAsideOnce() {
    Settings environment =
        Settings.of(Map.of("ELEVENLABS_API_KEY", "k", "ELEVENLABS_BASE_URL", "http://localhost:1"));
    TtsSettings settings = TtsSettings.from(environment);
    try (var sockets = new VoiceSockets(settings.access(), () -> nanos)) {
      Speakers speakers = speakers(settings, sockets);
      Fuzz.cases((number, mutator) -> {
        ConsumerRecord<String, byte[]> record = record(number, mutator);
        var partition = new TopicPartition(record.topic(), 0);
        speakers.handle(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
        nanos += TimeUnit.MILLISECONDS.toNanos(20);
        speakers.tick();
      });
      assertThat(dead).hasSizeBetween(500, 9_500);
      assertThat(dead.values()).containsOnly(1);
      for (long begun = System.nanoTime();
          speakers.size() > 0 && System.nanoTime() - begun < WAIT_NANOS; ) {
        nanos += TimeUnit.MINUTES.toNanos(1);
        speakers.tick();
      }
      assertThat(speakers.size()).as("calls left").isZero();
      assertThat(unfinished.size()).isZero();
    }
  }

  private static ConsumerRecord<String, byte[]> record(int number, Mutator mutator) {
    var headers = new RecordHeaders();
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
    AssistantName.put("shop", KafkaHeaders.of(headers));
    String topic = mutator.oneIn(4) ? "calls" : "replies";
    return Records.event(mutator, topic, 0, number, "CA" + number / RECORDS_A_CALL, headers);
  }

  private Speakers speakers(TtsSettings settings, VoiceSockets sockets) {
    Assistants assistants = Assistants.checked(Settings.of(Map.of()));
    var voices = new Voices(assistants, settings.access().voice(), false);
    var around =
        new Speaker.Surroundings(
            new Endpoints<>(
                "elevenlabs",
                "tts",
                List.of(new VoiceProvider(sockets, voices)),
                new Breaker.Limits(10, Duration.ofSeconds(10)),
                new SimpleMeterRegistry(),
                () -> nanos),
            audio -> {},
            unfinished,
            new TtsMeters(new SimpleMeterRegistry()),
            Tracing.off(),
            () -> nanos);
    return new Speakers(
        settings,
        around,
        (record, why) -> dead.merge(record.topic() + "@" + record.offset(), 1, Integer::sum),
        () -> 0);
  }
}
