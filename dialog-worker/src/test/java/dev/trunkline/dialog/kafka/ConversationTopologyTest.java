// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.topic.AssistantName;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.telemetry.Tracing;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records in, records out. */
class ConversationTopologyTest extends TopologyRig {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void everyAnswerCarriesTheReturnAddress() throws Exception {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    TestRecord<String, byte[]> greeting = replies.readRecord();
    assertThat(greeting.key()).isEqualTo("CA1");
    assertThat(ReturnAddress.in(KafkaHeaders.of(greeting.headers()))).contains(ADDRESS);
    assertThat(Topics.REPLIES.codec().decode(greeting.value()))
        .get()
        .isInstanceOf(ReplyEvent.SegmentWritten.class);
  }

  @Test
  void everyAnswerCarriesTheAssistantsName() {
    assistant = "shop";
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    assistant = null;
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_300, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA1", "MZ1", 1_000, 2_000, "Hi", 1, 101));
    assertThat(replies.readRecordsToList())
        .isNotEmpty()
        .allMatch(reply -> "shop".equals(AssistantName.in(KafkaHeaders.of(reply.headers()))));
    assertThat(turns.readRecordsToList())
        .isNotEmpty()
        .allMatch(turn -> "shop".equals(AssistantName.in(KafkaHeaders.of(turn.headers()))));
  }

  @Test
  void interruptGoesToTheGatewayOfTheCall() throws Exception {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 500, 1));
    TestRecord<String, byte[]> command = output(ADDRESS.topic()).readRecord();
    assertThat(Topics.COMMANDS.decode(command.value())).isPresent();
  }

  @Test
  void callsDoNotAffectEachOther() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.CALLS, new CallStarted("CA2", "MZ2", "+1", "+2", 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA2", "MZ2", 0, 900, 1));
    send(Topics.SPEECH, new SpeechEnded("CA2", "MZ2", 1_000, 2_000, 2_300, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA2", "MZ2", 1_000, 2_000, "Hi.", 1, 1));
    assertThat(turns.readRecordsToList()).last().matches(r -> r.key().equals("CA2"));
  }

  @Test
  void timerEndsTheWaitForAStoppedTurn() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 500, 1));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 500, 900, 1_200, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA1", "MZ1", 500, 900, "Hi.", 1, 1));
    int before = turns.readRecordsToList().size();
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(turns.readRecordsToList()).as("after " + before).isNotEmpty();
  }

  @Test
  @DisplayName("An unreadable record becomes a dead letter with its origin, and the call continues")
  void unreadableRecordBecomesADeadLetter() {
    var input =
        driver.createInputTopic(
            Topics.SPEECH.name(), new StringSerializer(), new ByteArraySerializer());
    input.pipeInput("CA1", new byte[] {1, 2, 3});
    TestRecord<String, byte[]> dead = output("speech.dlq").readRecord();
    assertThat(dead.value()).containsExactly(1, 2, 3);
    assertThat(new String(dead.headers().lastHeader("dlq-origin").value(), US_ASCII))
        .isEqualTo("speech-0@0");
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    assertThat(replies.isEmpty()).isFalse();
  }

  @Test
  void recordOfANewerSchemaBecomesADeadLetter() {
    driver
        .createInputTopic(Topics.SPEECH.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(
            "CA1",
            """
            {"type":"speech-ended","v":2,"callSid":"CA1","streamSid":"MZ1","startMs":1,"atMs":9}
            """
                .getBytes(US_ASCII));
    TestRecord<String, byte[]> dead = output("speech.dlq").readRecord();
    assertThat(new String(dead.headers().lastHeader("dlq-reason").value(), US_ASCII))
        .isEqualTo(
            "speech-ended has schema version 2, this reader knows 1: field endMs is missing");
  }

  @Test
  void lateRecordDoesNotChangeTheReturnAddress() {
    ReturnAddress next = ReturnAddress.ofGateway("next");
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.CALLS, new CallResumed("CA1", "MZ2", "+1", "+2", 1), null, next);
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 7_000, 8_000, 8_300, 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.REPLIES, new SegmentWritten("CA1", 1, 0, "Hello.", 300, 350));
    var store = driver.<String, StoredCall>getKeyValueStore(ConversationTopology.STORE);
    assertThat(store.get("CA1").returnAddress()).isEqualTo(next);
  }

  @Test
  void storedConversationEqualsTheOriginal() {
    var serde = new StoredCallSerde();
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    var store = driver.<String, StoredCall>getKeyValueStore(ConversationTopology.STORE);
    StoredCall call = store.get("CA1");
    byte[] bytes = serde.serializer().serialize("x", call);
    assertThat(serde.deserializer().deserialize("x", bytes)).isEqualTo(call);
    assertThat(call.returnAddress()).isEqualTo(ADDRESS);
  }

  @Test
  void verdictIsStoredAndOptional() {
    var serde = new StoredCallSerde();
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_200, 1));
    var store = driver.<String, StoredCall>getKeyValueStore(ConversationTopology.STORE);
    StoredCall before = store.get("CA1");
    String stored = new String(serde.serializer().serialize("x", before), UTF_8);
    String older = stored.replace(",\"completeProbability\":null", "");
    assertThat(older).isNotEqualTo(stored);
    assertThat(serde.deserializer().deserialize("x", older.getBytes(UTF_8))).isEqualTo(before);

    send(Topics.SPEECH, new TurnJudged("CA1", "MZ1", 1_000, 2_000, 0.25, 1));
    assertThat(store.get("CA1").conversation().speech().completeProbability()).isEqualTo(0.25);
  }

  @Test
  void answerBelongsToTheTraceOfItsQuestion() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA1", "MZ1", 1_000, 2_000, "Hi.", 1, 1), TRACE);
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_300, 1));
    TestRecord<String, byte[]> request = turns.readRecordsToList().getLast();
    assertThat(new String(request.value(), US_ASCII)).contains("turn-requested");
    assertThat(Tracing.traceparent(request.headers())).isEqualTo(TRACE);
    assertThat(Tracing.traceparent(replies.readRecord().headers())).as("the greeting").isNull();
  }

  @Test
  void speculationBelongsToTheTraceOfItsSpeech() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.TRANSCRIPTS, new PartialTranscript("CA1", "MZ1", 1_000, "when do you open", 1));
    assertThat(turns.readRecordsToList()).noneMatch(r -> text(r).contains("turn-requested"));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_200, 1), TRACE);
    TestRecord<String, byte[]> request = turns.readRecordsToList().getLast();
    assertThat(text(request)).contains("turn-requested", "when do you open");
    assertThat(Tracing.traceparent(request.headers())).isEqualTo(TRACE);
  }

  @Test
  void earlierPartialIsUsedAtThePause() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.TRANSCRIPTS, new PartialTranscript("CA1", "MZ1", 1_000, "When do you open?", 1));
    send(Topics.SPEECH, new SpeechPaused("CA1", "MZ1", 1_000, 1_990, 1), TRACE);
    TestRecord<String, byte[]> request = turns.readRecordsToList().getLast();
    assertThat(text(request)).contains("turn-requested", "When do you open?");
    assertThat(Tracing.traceparent(request.headers())).isEqualTo(TRACE);
  }

  private static String text(TestRecord<String, byte[]> message) {
    return new String(message.value(), US_ASCII);
  }

  @Test
  void latencyOfEachStageIsMeasured() {
    send(Topics.CALLS, new CallStarted("CA1", "MZ1", "+1", "+2", 1));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 0, 900, 1));
    send(Topics.SPEECH, new SpeechStarted("CA1", "MZ1", 1_000, 1));
    send(Topics.SPEECH, new SpeechEnded("CA1", "MZ1", 1_000, 2_000, 2_300, 1));
    send(Topics.TRANSCRIPTS, new FinalTranscript("CA1", "MZ1", 1_000, 2_000, "Hi.", 1, 101));
    send(Topics.REPLIES, new SegmentWritten("CA1", 1, 0, "Hello.", 300, 350));
    send(Topics.REPLIES, new ReplyEnded("CA1", 1, 1, null, 360));
    send(Topics.PLAYBACK, new PlaybackStarted("CA1", "MZ1", 1, 2_800, 450, 460));
    send(Topics.PLAYBACK, new PlaybackFinished("CA1", "MZ1", 1, 4_000, 2_000));
    assertThat(meters.get("trunkline.turn.answer").timer().totalTime(MILLISECONDS)).isEqualTo(800);
    assertThat(stageMs("silence-wait")).isEqualTo(300);
    assertThat(stageMs("transcript")).isEqualTo(100);
    assertThat(stageMs("first-segment")).isEqualTo(50);
    assertThat(stageMs("first-audio")).isEqualTo(100);
    assertThat(stageMs("playout")).isEqualTo(10);
    assertThat(meters.get("trunkline.calls.active").gauge().value()).isEqualTo(1);
  }

  private double stageMs(String stage) {
    return meters.get("trunkline.turn.stage").tag("stage", stage).timer().totalTime(MILLISECONDS);
  }
}
