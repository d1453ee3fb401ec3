// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.topic.InboundAudio;
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
import dev.trunkline.stt.SttSettings;
import dev.trunkline.stt.provider.ScribeClient;
import dev.trunkline.stt.provider.ScribeSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated frames and speech events; no server listens at Scribe's address. */
@Tag("fuzz")
class HostileRecordsTest {
  private static final int RECORDS_PER_CALL = 100;
  private static final TopicPartition SPEECH = new TopicPartition("speech", 0);
  private static final TopicPartition AUDIO = new TopicPartition("audio.inbound", 0);

  /** For sockets, which fail in real time. */
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<String, Integer> dead = new HashMap<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private long nanos;

  @Test
  void unreadableRecordsAreDeadLetteredOnceAndTheLoopContinues() {
    Settings settings =
        Settings.of(
            Map.of("ELEVENLABS_API_KEY", "test", "ELEVENLABS_BASE_URL", "http://localhost:1"));
    ScribeSettings scribe = ScribeSettings.all(settings).getFirst();
    try (var client = new ScribeClient(scribe)) {
      SttWorker worker = worker(settings, scribe, client);
      Fuzz.cases((number, mutator) -> {
        ConsumerRecord<String, byte[]> record = record(number, mutator);
        var partition = new TopicPartition(record.topic(), 0);
        worker.handle(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
        nanos += TimeUnit.MILLISECONDS.toNanos(20);
        worker.tick();
      });
      assertThat(dead).hasSizeBetween(Fuzz.CASES / 20, Fuzz.CASES * 19 / 20);
      assertThat(dead.values()).containsOnly(1);
      for (long startNanos = System.nanoTime();
          worker.activeStreams() > 0 && System.nanoTime() - startNanos < TIMEOUT_NANOS; ) {
        nanos += TimeUnit.MINUTES.toNanos(1);
        worker.tick();
      }
      assertThat(worker.activeStreams()).as("streams left").isZero();
      worker.revoked(List.of(SPEECH, AUDIO));
      assertThat(unfinished.size()).isZero();
    }
  }

  private static ConsumerRecord<String, byte[]> record(int number, Mutator mutator) {
    String call = "CA" + number / RECORDS_PER_CALL;
    var headers = new RecordHeaders();
    if (mutator.oneIn(3)) {
      ReturnAddress.ofGateway("a").putInto(KafkaHeaders.of(headers));
      return Records.event(mutator, "speech", 0, number, call, headers);
    }
    int frame = number % RECORDS_PER_CALL;
    InboundAudio.putHeaders(
        KafkaHeaders.of(headers), ascii("MZ1"), frame, frame * 20L, ascii("gateway.a"));
    return Records.broken(mutator, "audio.inbound", 0, number, call, new byte[160], headers);
  }

  private SttWorker worker(Settings settings, ScribeSettings scribe, ScribeClient client) {
    return new SttWorker(
        new SessionDependencies(
            SttSettings.from(settings, scribe).limits(),
            new Endpoints<>(
                "elevenlabs",
                "stt",
                List.of(client),
                Breaker.Limits.standard(),
                new SimpleMeterRegistry(),
                () -> nanos),
            Assistants.checked(Settings.of(Map.of())),
            (event, address) -> {},
            unfinished,
            action -> {},
            Tracing.off(),
            () -> nanos,
            InstantSource.system(),
            new Random(1)),
        (record, why) -> dead.merge(record.topic() + "@" + record.offset(), 1, Integer::sum));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
