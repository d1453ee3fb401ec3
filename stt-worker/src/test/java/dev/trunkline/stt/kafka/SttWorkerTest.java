// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
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
import dev.trunkline.stt.provider.ScriptedScribe;
import dev.trunkline.stt.provider.ScriptedScribe.Session;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records in, transcripts out, over real sockets. One thread stands for the polling thread: it
 * passes records and ticks.
 */
class SttWorkerTest {
  private static final int PARTITION = 3;
  private static final TopicPartition AUDIO = new TopicPartition("audio.inbound", PARTITION);
  private static final TopicPartition SPEECH = new TopicPartition("speech", PARTITION);
  private static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("g1");

  private record Published(TranscriptEvent event, @Nullable ReturnAddress address) {}

  private final ScriptedScribe scribe = new ScriptedScribe();
  private final BlockingQueue<Published> published = new LinkedBlockingQueue<>();
  private final List<String> dead = new ArrayList<>();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final AtomicLong skippedNanos = new AtomicLong();
  private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();
  private final ScribeClient client;
  private final Assistants assistants =
      Assistants.checked(
          Settings.of(Map.of("ASSISTANTS_FILE", "src/test/resources/assistants.yaml")));
  private final SttWorker worker;
  private @Nullable String assistant;
  private long audioOffset;
  private long speechOffset;

  SttWorkerTest() throws Exception {
    Settings settings = scribe.settings(Map.of());
    ScribeSettings scribeSettings = ScribeSettings.all(settings).getFirst();
    client = new ScribeClient(scribeSettings);
    worker =
        new SttWorker(
            new SessionDependencies(
                SttSettings.from(settings, scribeSettings).limits(),
                new Endpoints<>(
                    "elevenlabs",
                    "stt",
                    List.of(client),
                    Breaker.Limits.standard(),
                    new SimpleMeterRegistry(),
                    System::nanoTime),
                assistants,
                (event, address) -> published.add(new Published(event, address)),
                unfinished,
                action -> {},
                Tracing.off(),
                () -> System.nanoTime() + skippedNanos.get(),
                () -> Instant.ofEpochMilli(1_000),
                new Random(1)),
            (message, why) -> dead.add(String.valueOf(why.getMessage())));
    var _ = poller.scheduleAtFixedRate(worker::tick, 0, 20, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void close() throws Exception {
    onPoller(() -> worker.revoked(List.of(AUDIO, SPEECH)));
    poller.shutdown();
    client.close();
    scribe.close();
  }

  @Test
  void speechBecomesATranscriptWithItsReturnAddress() throws Exception {
    audio("CA1", "MZ1", 0, 3_000);
    Session session = scribe.takeSession();
    speech(new SpeechStarted("CA1", "MZ1", 1_000, 1));
    speech(new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_300, 2));
    session.start();
    // 2,300 ms of 16-bit PCM at 16 kHz, in base64.
    assertThat(session.takeAudioUpToCommit()).isEqualTo(chunks(23));
    session.committed("hello");
    assertThat(take())
        .isEqualTo(
            new Published(
                new FinalTranscript("CA1", "MZ1", 1_000, 2_000, "hello", 2, 1_000), GATEWAY));
  }

  @Test
  @DisplayName("a session uses the assistant's language, also if it starts in the middle of a call")
  void sessionUsesTheAssistantsLanguage() throws Exception {
    assistant = "laden";
    audio("CA1", "MZ1", 2_000, 2_400);
    assertThat(scribe.takeSession().request().getUrl().query()).contains("language_code=de");
    assistant = null;
    audio("CA2", "MZ2", 0, 400);
    assertThat(scribe.takeSession().request().getUrl().query()).contains("language_code=en");
  }

  @Test
  void offsetsAreCommittableOnlyAfterTheFinal() throws Exception {
    audio("CA1", "MZ1", 0, 2_400);
    speech(new SpeechStarted("CA1", "MZ1", 1_000, 1));
    speech(new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_400, 2));
    Session session = scribe.takeSession();
    session.start();
    session.takeAudioUpToCommit();
    assertThat(unfinished.committable(AUDIO, audioOffset)).isZero();
    assertThat(unfinished.committable(SPEECH, speechOffset)).isZero();
    session.committed("hello");
    take();
    tick();
    assertThat(unfinished.committable(AUDIO, audioOffset)).isEqualTo(audioOffset);
    assertThat(unfinished.committable(SPEECH, speechOffset)).isEqualTo(speechOffset);
  }

  @Test
  void callsHaveSeparateSessions() throws Exception {
    audio("CA1", "MZ1", 0, 2_400);
    Session first = scribe.takeSession();
    first.start();
    audio("CA2", "MZ2", 0, 2_400);
    Session second = scribe.takeSession();
    second.start();
    speech(new SpeechStarted("CA2", "MZ2", 1_000, 1));
    speech(new SpeechEnded("CA2", "MZ2", 1_000, 2_000, 2_300, 2));
    second.takeAudioUpToCommit();
    second.committed("two");
    assertThat(take().event().callSid()).isEqualTo("CA2");
    assertThat(worker.activeStreams()).isEqualTo(2);
  }

  @Test
  void endOfStreamClosesItsSessionAndReleasesHolds() throws Exception {
    audio("CA1", "MZ1", 0, 1_000);
    Session session = scribe.takeSession();
    session.start();
    session.takeMessage();
    endOfStream("CA1", "MZ1", 1_000);
    skip(2_100);
    assertThat(session.takeCloseCode()).isEqualTo(1000);
    assertThat(worker.activeStreams()).isZero();
    assertThat(unfinished.size()).isZero();
  }

  @Test
  void resumedCallGetsANewSessionAndTheOldOneEnds() throws Exception {
    audio("CA1", "MZ1", 0, 1_000);
    Session old = scribe.takeSession();
    old.start();
    old.takeMessage();
    audio("CA1", "MZ2", 0, 1_000);
    scribe.takeSession().start();
    skip(2_100);
    assertThat(old.takeCloseCode()).isEqualTo(1000);
    assertThat(worker.activeStreams()).isEqualTo(1);
  }

  @Test
  void revokedPartitionClosesSessionsAndKeepsHolds() throws Exception {
    audio("CA1", "MZ1", 0, 1_000);
    Session session = scribe.takeSession();
    session.start();
    session.takeMessage();
    onPoller(() -> worker.revoked(List.of(SPEECH)));
    assertThat(session.takeCloseCode()).isEqualTo(1000);
    assertThat(worker.activeStreams()).isZero();
    assertThat(unfinished.committable(AUDIO, audioOffset)).isZero();
  }

  @Test
  void brokenSessionIsReplacedAndTheUtteranceIsWhole() throws Exception {
    audio("CA1", "MZ1", 0, 2_400);
    speech(new SpeechStarted("CA1", "MZ1", 1_000, 1));
    Session first = scribe.takeSession();
    first.start();
    first.takeMessage();
    first.close(1011, "");
    first.takeCloseCode();
    speech(new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_400, 2));
    Session second = scribe.takeSession();
    second.start();
    assertThat(second.takeAudioUpToCommit()).isEqualTo(chunks(24));
    second.committed("all of it");
    assertThat(take().event()).extracting("text").isEqualTo("all of it");
  }

  @Test
  void unreadableRecordIsDeadLetteredAndTheCallContinues() throws Exception {
    handle(message(AUDIO, audioOffset++, "CA1", new byte[160]));
    handle(message(SPEECH, speechOffset++, "CA1", new byte[] {'{'}));
    audio("CA1", "MZ1", 0, 100);
    scribe.takeSession();
    assertThat(dead).hasSize(2).first().isEqualTo("header stream is missing");
  }

  @Test
  void endOfAnUnknownStreamOpensNothing() throws Exception {
    endOfStream("CA1", "MZ1", 1_000);
    assertThat(worker.activeStreams()).isZero();
  }

  private void audio(String callSid, String streamSid, long fromMs, long untilMs) throws Exception {
    for (long ms = fromMs; ms < untilMs; ms += 20) {
      byte[] frame = new byte[160];
      Arrays.fill(frame, MuLaw.SILENCE);
      frame(callSid, streamSid, ms, frame);
    }
  }

  private void endOfStream(String callSid, String streamSid, long atMs) throws Exception {
    frame(callSid, streamSid, atMs, new byte[0]);
  }

  private void frame(String callSid, String streamSid, long atMs, byte[] ulaw) throws Exception {
    ConsumerRecord<String, byte[]> message = message(AUDIO, audioOffset++, callSid, ulaw);
    InboundAudio.putHeaders(
        KafkaHeaders.of(message.headers()),
        ascii(streamSid),
        atMs / 20,
        atMs,
        ascii(GATEWAY.topic()));
    AssistantName.put(assistant, KafkaHeaders.of(message.headers()));
    handle(message);
  }

  private void speech(SpeechEvent event) throws Exception {
    handle(message(SPEECH, speechOffset++, event.callSid(), Topics.SPEECH.codec().encode(event)));
  }

  private void handle(ConsumerRecord<String, byte[]> message) throws Exception {
    var partition = new TopicPartition(message.topic(), message.partition());
    var records = new ConsumerRecords<>(Map.of(partition, List.of(message)), Map.of());
    onPoller(() -> worker.handle(records));
  }

  /** Moves the worker's clock and runs a tick. */
  private void skip(long ms) throws Exception {
    skippedNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    tick();
  }

  /** One tick that runs the timers. Waits for threads that hold a stream's lock. */
  private void tick() throws Exception {
    skippedNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
    onPoller(worker::tick);
  }

  private void onPoller(Runnable work) throws Exception {
    poller.submit(work).get(10, TimeUnit.SECONDS);
  }

  private Published take() throws InterruptedException {
    Published next = published.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("a transcript").isNotNull();
    return next;
  }

  /** Length in base64 of this many chunks of 100 ms: each is encoded on its own. */
  private static int chunks(int count) {
    return count * ((3_200 + 2) / 3 * 4);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static ConsumerRecord<String, byte[]> message(
      TopicPartition partition, long offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        0L,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length,
        key,
        value,
        new RecordHeaders(),
        java.util.Optional.empty());
  }
}
