// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import dev.trunkline.runtime.kafka.UnfinishedWork;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.tts.TtsMetrics;
import dev.trunkline.tts.TtsSettings;
import dev.trunkline.tts.core.SchedulerFactory;
import dev.trunkline.tts.core.SpeechCache;
import dev.trunkline.tts.provider.AssistantVoices;
import dev.trunkline.tts.provider.FakeElevenLabs;
import dev.trunkline.tts.provider.VoiceProvider;
import dev.trunkline.tts.provider.VoiceSockets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A worker against a fake provider. */
abstract class TtsWorkerRig {
  static final TopicPartition PARTITION = new TopicPartition("replies", 5);
  private static final String ASSISTANTS = "src/test/resources/assistants.yaml";
  static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("g1");

  final FakeElevenLabs provider = new FakeElevenLabs();
  final AtomicLong clock = new AtomicLong();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final UnfinishedWork unfinished = new UnfinishedWork();
  private final BlockingQueue<ProducerRecord<String, byte[]>> audio = new LinkedBlockingQueue<>();
  final List<String> deadLetters = new ArrayList<>();
  private final VoiceSockets sockets = new VoiceSockets(provider.access(), clock::get);
  private final Assistants assistants =
      Assistants.checked(Settings.of(Map.of("ASSISTANTS_FILE", ASSISTANTS)));
  private final Endpoints<VoiceProvider> endpoints =
      new Endpoints<>(
          "elevenlabs",
          "tts",
          List.of(
              new VoiceProvider(
                  sockets, new AssistantVoices(assistants, provider.access().voice(), false))),
          new Breaker.Limits(10, Duration.ofSeconds(10)),
          meters,
          clock::get);
  final TtsWorker worker = newWorker();
  @Nullable String assistant;
  private long offset = 40;

  @AfterEach
  void close() {
    worker.revoked(List.of(PARTITION));
    sockets.close();
    provider.close();
    assertThat(unfinished.size()).isZero();
    assertThat(worker.calls()).isZero();
  }

  ConsumerRecords<String, byte[]> floor(String callSid, int floor) {
    return records(List.of(message(Topics.REPLIES, new FloorRaised(callSid, floor, 0), GATEWAY)));
  }

  private TtsWorker newWorker() {
    var usual = TtsSettings.from(Settings.of(Map.of("ELEVENLABS_API_KEY", "k")), null);
    var settings = usual.withLimits(usual.limits().withBackoff(Duration.ofMillis(100)));
    var dependencies =
        new SpeakerDependencies(
            endpoints, audio::add, unfinished, new TtsMetrics(meters), Tracing.off(), clock::get);
    var schedulers =
        new SchedulerFactory(
            settings.limits(),
            settings.access().format(),
            new SpeechCache(settings.cachedTexts()),
            () -> 0);
    return new TtsWorker(
        schedulers,
        settings.idleClose(),
        dependencies,
        (message, why) -> deadLetters.add(String.valueOf(why.getMessage())));
  }

  void handle(Event event, @Nullable ReturnAddress to) {
    switch (event) {
      case ReplyEvent reply -> worker.handle(records(List.of(message(Topics.REPLIES, reply, to))));
      case CallEvent call -> worker.handle(records(List.of(message(Topics.CALLS, call, to))));
      default -> throw new IllegalArgumentException();
    }
  }

  <E extends Event> ConsumerRecord<String, byte[]> message(
      EventTopic<E> topic, E event, @Nullable ReturnAddress to) {
    return message(topic.name(), event.callSid(), topic.codec().encode(event), to);
  }

  ConsumerRecord<String, byte[]> message(
      String topic, String key, byte[] value, @Nullable ReturnAddress to) {
    var headers = new RecordHeaders();
    if (to != null) {
      to.putInto(KafkaHeaders.of(headers));
    }
    AssistantName.put(assistant, KafkaHeaders.of(headers));
    return new ConsumerRecord<>(
        topic,
        PARTITION.partition(),
        offset++,
        0,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key,
        value,
        headers,
        Optional.empty());
  }

  static ConsumerRecords<String, byte[]> records(List<ConsumerRecord<String, byte[]>> messages) {
    var partition = new TopicPartition(messages.getFirst().topic(), PARTITION.partition());
    return new ConsumerRecords<>(Map.of(partition, messages), Map.of());
  }

  OutboundAudio next() throws Exception {
    var message = Objects.requireNonNull(audio.poll(10, SECONDS), "no audio arrived");
    assertThat(message.topic()).isEqualTo(GATEWAY.topic());
    return KafkaRecords.outboundAudio(
        new ConsumerRecord<>(
            message.topic(),
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            message.key(),
            message.value(),
            message.headers(),
            Optional.empty()));
  }

  List<OutboundAudio> awaitTurn() throws Exception {
    var chunks = new ArrayList<OutboundAudio>();
    do {
      chunks.add(next());
    } while (chunks.getLast().end() != End.TURN);
    return chunks;
  }

  /** Advances the clock past the backoff once the worker has noticed the lost socket. */
  void awaitRetry() {
    eventually(
        "the lost socket is noticed",
        () -> meters.get("trunkline.tts.reconnects").counter().count() > 0);
    clock.addAndGet(SECONDS.toNanos(1));
    worker.tick();
  }

  /** Waits for what the worker does shortly after the record that the test has read. */
  static void eventually(String what, BooleanSupplier condition) {
    await(what).atMost(10, SECONDS).pollDelay(Duration.ZERO).until(condition::getAsBoolean);
  }

  double errors(String category) {
    return meters.get("trunkline.provider.errors").tag("category", category).counter().count();
  }
}
