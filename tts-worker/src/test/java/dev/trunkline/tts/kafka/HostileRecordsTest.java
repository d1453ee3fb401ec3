// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.trunkline.tts.TtsMetrics;
import dev.trunkline.tts.TtsSettings;
import dev.trunkline.tts.core.SchedulerFactory;
import dev.trunkline.tts.core.SpeechCache;
import dev.trunkline.tts.provider.AssistantVoices;
import dev.trunkline.tts.provider.VoiceProvider;
import dev.trunkline.tts.provider.VoiceSockets;
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

/** Malformed records of replies and calls; the provider is unreachable. */
@Tag("fuzz")
class HostileRecordsTest {
  private static final int RECORDS_PER_CALL = 50;

  private final Map<String, Integer> deadLetters = new HashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private long nanos;

  @Test
  void unreadableRecordsBecomeOneDeadLetterEach() {
    Settings environment =
        Settings.of(Map.of("ELEVENLABS_API_KEY", "k", "ELEVENLABS_BASE_URL", "http://localhost:1"));
    TtsSettings settings = TtsSettings.from(environment, null);
    try (var sockets = new VoiceSockets(settings.access(), () -> nanos)) {
      TtsWorker worker = newWorker(settings, sockets);
      Fuzz.cases((number, mutator) -> {
        ConsumerRecord<String, byte[]> record = record(number, mutator);
        var partition = new TopicPartition(record.topic(), 0);
        worker.handle(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
        nanos += TimeUnit.MILLISECONDS.toNanos(20);
        worker.tick();
      });
      assertThat(deadLetters).hasSizeBetween(Fuzz.CASES / 20, Fuzz.CASES * 19 / 20);
      assertThat(deadLetters.values()).containsOnly(1);
      await("calls are closed").atMost(10, TimeUnit.SECONDS).until(() -> isIdle(worker));
      assertThat(worker.calls()).as("remaining calls").isZero();
      assertThat(unfinished.size()).isZero();
    }
  }

  /** Lets a minute pass; sockets fail in real time meanwhile. */
  private boolean isIdle(TtsWorker worker) {
    nanos += TimeUnit.MINUTES.toNanos(1);
    worker.tick();
    return worker.calls() == 0;
  }

  private static ConsumerRecord<String, byte[]> record(int number, Mutator mutator) {
    var headers = new RecordHeaders();
    ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
    AssistantName.put("shop", KafkaHeaders.of(headers));
    String topic = mutator.oneIn(4) ? "calls" : "replies";
    return Records.event(mutator, topic, 0, number, "CA" + number / RECORDS_PER_CALL, headers);
  }

  private TtsWorker newWorker(TtsSettings settings, VoiceSockets sockets) {
    Assistants assistants = Assistants.checked(Settings.of(Map.of()));
    var voices = new AssistantVoices(assistants, settings.access().voice(), false);
    var dependencies =
        new SpeakerDependencies(
            new Endpoints<>(
                "elevenlabs",
                "tts",
                List.of(new VoiceProvider(sockets, voices)),
                new Breaker.Limits(10, Duration.ofSeconds(10)),
                new SimpleMeterRegistry(),
                () -> nanos),
            audio -> {},
            unfinished,
            new TtsMetrics(new SimpleMeterRegistry()),
            Tracing.off(),
            () -> nanos);
    return new TtsWorker(
        new SchedulerFactory(
            settings.limits(),
            settings.access().format(),
            new SpeechCache(settings.cachedTexts()),
            () -> 0),
        settings.idleClose(),
        dependencies,
        (record, why) ->
            deadLetters.merge(record.topic() + "@" + record.offset(), 1, Integer::sum));
  }
}
