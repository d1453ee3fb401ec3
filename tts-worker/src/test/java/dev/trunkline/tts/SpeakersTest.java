package dev.trunkline.tts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.assistant.Assistants;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.CallEvent.CallEnded;
import dev.trunkline.common.event.CallEvent.CallResumed;
import dev.trunkline.common.event.CallEvent.CallStarted;
import dev.trunkline.common.event.CallEvent.Cause;
import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.ReplyEvent;
import dev.trunkline.common.event.ReplyEvent.FloorRaised;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.kafka.UnfinishedWork;
import dev.trunkline.common.provider.Breaker;
import dev.trunkline.common.provider.Endpoints;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.common.topic.AssistantName;
import dev.trunkline.common.topic.EventTopic;
import dev.trunkline.common.topic.OutboundAudio;
import dev.trunkline.common.topic.OutboundAudio.End;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import dev.trunkline.tts.elevenlabs.FakeElevenLabs;
import dev.trunkline.tts.elevenlabs.VoiceSockets;
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
import org.junit.jupiter.api.Test;

class SpeakersTest {
  private static final TopicPartition PARTITION = new TopicPartition("replies", 5);
  private static final String ASSISTANTS = "src/test/resources/assistants.yaml";
  private static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("g1");

  private final FakeElevenLabs provider = new FakeElevenLabs();
  private final AtomicLong clock = new AtomicLong();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final UnfinishedWork unfinished = new UnfinishedWork();
  private final BlockingQueue<ProducerRecord<String, byte[]>> audio = new LinkedBlockingQueue<>();
  private final List<String> dead = new ArrayList<>();
  private final VoiceSockets sockets = new VoiceSockets(provider.access(), clock::get);
  private final Assistants assistants =
      Assistants.checked(Settings.of(Map.of("ASSISTANTS_FILE", ASSISTANTS)));
  private final Endpoints<VoiceProvider> endpoints =
      new Endpoints<>(
          "elevenlabs",
          "tts",
          List.of(
              new VoiceProvider(sockets, new Voices(assistants, provider.access().voice(), false))),
          new Breaker.Limits(10, Duration.ofSeconds(10)),
          meters,
          clock::get);
  private final Speakers speakers = speakers();
  private @Nullable String assistant;
  private long offset = 40;

  @AfterEach
  void close() {
    speakers.revoked(List.of(PARTITION));
    sockets.close();
    provider.close();
    assertThat(unfinished.size()).isZero();
    assertThat(speakers.size()).isZero();
  }

  @Test
  void aGreetingIsSpokenAndTheOffsetHeldUntilItIs() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    handle(new ReplyEnded("CA1", 0, 1, null, 0), GATEWAY);
    assertThat(unfinished.committable(PARTITION, 42)).isEqualTo(40);

    var session = provider.awaitSession();
    assertThat(session.await()).contains("\"text\":\" \"");
    assertThat(session.await()).contains("Hello there. ");
    assertThat(session.await()).contains("close_context");
    session.speak("t0-1", "Hello there. ");
    session.end("t0-1");

    List<OutboundAudio> chunks = awaitTurn();
    assertThat(chunks).hasSize(9);
    assertThat(chunks.stream().map(OutboundAudio::text)).containsSequence("He", "ll");
    assertThat(String.join("", chunks.stream().map(OutboundAudio::text).toList()))
        .isEqualTo("Hello there.");
    assertThat(chunks.stream().mapToInt(c -> c.ulaw().length).sum()).isEqualTo(13 * 60 * 8);
    eventually("the offsets are free", () -> unfinished.committable(PARTITION, 42) == 42);
    assertThat(meters.get("trunkline.tts.characters").counter().count()).isEqualTo(12);
    assertThat(meters.get("trunkline.tts.first.audio").timer().count()).isEqualTo(1);
  }

  @Test
  void everyAssistantSpeaksInItsOwnVoiceAlsoAfterARestartInTheMiddleOfACall() throws Exception {
    assistant = "laden";
    handle(new SegmentWritten("CA1", 3, 0, "Guten Tag.", 0, 0), GATEWAY);
    provider.awaitSession();
    assertThat(provider.awaitRequest().getTarget())
        .contains("/text-to-speech/otto/")
        .contains("language_code=de");
    assistant = null;
    handle(new SegmentWritten("CA2", 3, 0, "Hello.", 0, 0), GATEWAY);
    provider.awaitSession();
    assertThat(provider.awaitRequest().getTarget())
        .contains("/text-to-speech/rachel/")
        .doesNotContain("language_code");
    speakers.handle(floor("CA1", 4));
    speakers.handle(floor("CA2", 4));
  }

  private ConsumerRecords<String, byte[]> floor(String callSid, int floor) {
    return records(
        List.of(message(Topics.REPLIES, new ReplyEvent.FloorRaised(callSid, floor, 0), GATEWAY)));
  }

  @Test
  void aSentenceThatBreaksOffIsSaidAgainOnAnotherSocket() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    handle(new ReplyEnded("CA1", 0, 1, null, 0), GATEWAY);
    var first = provider.awaitSession();
    first.await();
    first.speak("t0-1", "Hell");
    assertThat(next().chunk()).isZero();
    assertThat(next().chunk()).isEqualTo(1);
    provider.cutAll();
    awaitRetry();

    var second = provider.awaitSession();
    assertThat(second.await()).contains("t0-2");
    second.speak("t0-2", "Hello there. ");
    second.end("t0-2");
    assertThat(awaitTurn()).first().extracting(OutboundAudio::chunk).isEqualTo(0);
    assertThat(meters.get("trunkline.tts.reconnects").counter().count()).isEqualTo(1);
    assertThat(errors("unavailable")).isEqualTo(1);
  }

  @Test
  void aRefusedKeyEndsTheTurnInsteadOfLeavingTheCallerWaiting() throws Exception {
    provider.refuse(401, "{\"detail\":{\"status\":\"invalid_api_key\"}}");
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    assertThat(awaitTurn()).singleElement().extracting(OutboundAudio::segment).isEqualTo(1);
    eventually("the refusal is counted", () -> errors("refused") == 1);
  }

  @Test
  void theStartOfACallWarmsItsSocketAndItsEndClosesIt() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    var session = provider.awaitSession();
    handle(new CallEnded("CA1", "MZ1", Cause.CALLER_HUNG_UP, 0, 0), null);
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
    assertThat(speakers.size()).isZero();
    handle(new SegmentWritten("CA1", 0, 0, "Hello?", 0, 0), GATEWAY);
    assertThat(speakers.size()).isZero();
    assertThat(meters.get("trunkline.records.dropped").tag("reason", "call-over").counter().count())
        .isEqualTo(1);
  }

  @Test
  void aCallThatComesBackAfterItsEndWasSaidIsSpokenToAgain() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    provider.awaitSession();
    handle(new CallEnded("CA1", "MZ1", Cause.STREAM_LOST, -1, 0), null);
    handle(new CallResumed("CA1", "MZ2", "+1", "+2", 0), null);
    provider.awaitSession();
    handle(new SegmentWritten("CA1", 1, 0, "I am back.", 0, 0), GATEWAY);
    assertThat(speakers.size()).isEqualTo(1);
    assertThat(meters.get("trunkline.records.dropped").tag("reason", "call-over").counter().count())
        .isZero();
  }

  @Test
  void aFloorAmongRecordsReadLateSavesTheWordsBeforeIt() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    speakers.handle(
        records(
            List.of(
                message(Topics.REPLIES, new SegmentWritten("CA1", 1, 0, "Old.", 0, 0), GATEWAY),
                message(Topics.REPLIES, new FloorRaised("CA1", 2, 0), null),
                message(Topics.REPLIES, new SegmentWritten("CA1", 2, 0, "New.", 0, 0), GATEWAY))));
    var session = provider.awaitSession();
    assertThat(session.await()).contains("t2-1");
    assertThat(session.await()).contains("New. ");
  }

  @Test
  void callsDoNotTouchEachOther() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), GATEWAY);
    var one = provider.awaitSession();
    handle(new SegmentWritten("CA2", 0, 0, "Two.", 0, 0), GATEWAY);
    var two = provider.awaitSession();
    one.say("nonsense");
    two.await();
    two.speak("t0-1", "Two. ");
    assertThat(next().callSid()).isEqualTo("CA2");
    assertThat(one.awaitClose()).isEqualTo(1006);
  }

  @Test
  void recordsThatCannotBeUsedAreKept() {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), null);
    speakers.handle(records(List.of(message("replies", "CA1", new byte[] {'x'}, null))));
    assertThat(dead).hasSize(2);
    assertThat(dead.getFirst()).isEqualTo("header return-address is missing");
    assertThat(speakers.size()).isZero();
  }

  @Test
  void aCallWhoseEndNobodyReportedIsForgotten() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    var session = provider.awaitSession();
    clock.addAndGet(SECONDS.toNanos(299));
    speakers.tick();
    assertThat(speakers.size()).isEqualTo(1);
    clock.addAndGet(SECONDS.toNanos(1));
    speakers.tick();
    assertThat(speakers.size()).isZero();
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
  }

  @Test
  void aPartitionThatGoesTakesItsCallsAlong() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), GATEWAY);
    provider.awaitSession();
    speakers.revoked(List.of(new TopicPartition("replies", 6)));
    assertThat(speakers.size()).isEqualTo(1);
    speakers.revoked(List.of(PARTITION));
    assertThat(speakers.size()).isZero();
  }

  private Speakers speakers() {
    var settings =
        TtsSettings.from(Settings.of(Map.of("ELEVENLABS_API_KEY", "k", "TTS_BACKOFF_MS", "100")));
    var around =
        new Speaker.Surroundings(
            endpoints, audio::add, unfinished, new TtsMeters(meters), Tracing.off(), clock::get);
    return new Speakers(
        settings, around, (message, why) -> dead.add(String.valueOf(why.getMessage())), () -> 0);
  }

  private void handle(Event event, @Nullable ReturnAddress to) {
    switch (event) {
      case ReplyEvent reply ->
          speakers.handle(records(List.of(message(Topics.REPLIES, reply, to))));
      case dev.trunkline.common.event.CallEvent call ->
          speakers.handle(records(List.of(message(Topics.CALLS, call, to))));
      default -> throw new IllegalArgumentException();
    }
  }

  private <E extends Event> ConsumerRecord<String, byte[]> message(
      EventTopic<E> topic, E event, @Nullable ReturnAddress to) {
    return message(topic.name(), event.callSid(), topic.codec().encode(event), to);
  }

  private ConsumerRecord<String, byte[]> message(
      String topic, String key, byte[] value, @Nullable ReturnAddress to) {
    var headers = new RecordHeaders();
    if (to != null) {
      to.putInto(headers);
    }
    AssistantName.put(assistant, headers);
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

  private static ConsumerRecords<String, byte[]> records(
      List<ConsumerRecord<String, byte[]>> messages) {
    var partition = new TopicPartition(messages.getFirst().topic(), PARTITION.partition());
    return new ConsumerRecords<>(Map.of(partition, messages), Map.of());
  }

  private OutboundAudio next() throws Exception {
    var message = Objects.requireNonNull(audio.poll(10, SECONDS), "no audio came");
    assertThat(message.topic()).isEqualTo(GATEWAY.topic());
    return OutboundAudio.from(
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

  private List<OutboundAudio> awaitTurn() throws Exception {
    var chunks = new ArrayList<OutboundAudio>();
    do {
      chunks.add(next());
    } while (chunks.getLast().end() != End.TURN);
    return chunks;
  }

  /** Lets the clock run until the loss has been noticed and the wait after it is over. */
  private void awaitRetry() {
    eventually(
        "the loss is noticed", () -> meters.get("trunkline.tts.reconnects").counter().count() > 0);
    clock.addAndGet(SECONDS.toNanos(1));
    speakers.tick();
  }

  /** What follows a record's publishing in the same step is done shortly after it can be read. */
  private static void eventually(String what, BooleanSupplier condition) {
    long givenUpAt = System.nanoTime() + SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(givenUpAt);
      Thread.onSpinWait();
    }
  }

  private double errors(String category) {
    return meters.get("trunkline.provider.errors").tag("category", category).counter().count();
  }
}
