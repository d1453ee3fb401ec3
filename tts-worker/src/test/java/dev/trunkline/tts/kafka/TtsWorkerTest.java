// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.Topics;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TtsWorkerTest extends TtsWorkerRig {
  @Test
  void greetingIsPublishedAndItsOffsetHeldUntilThen() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    handle(new ReplyEnded("CA1", 0, 1, null, 0), GATEWAY);
    assertThat(unfinished.committable(PARTITION, 42)).isEqualTo(40);

    var session = provider.awaitSession();
    assertThat(session.await()).contains("\"text\":\" \"");
    assertThat(session.await()).contains("Hello there. ");
    assertThat(session.await()).contains("close_context");
    session.sendAudio("t0-1", "Hello there. ");
    session.endContext("t0-1");

    List<OutboundAudio> chunks = awaitTurn();
    assertThat(chunks).hasSize(9);
    assertThat(chunks.stream().map(OutboundAudio::text)).containsSequence("He", "ll");
    assertThat(String.join("", chunks.stream().map(OutboundAudio::text).toList()))
        .isEqualTo("Hello there.");
    assertThat(chunks.stream().mapToInt(c -> c.ulaw().length).sum()).isEqualTo(13 * 60 * 8);
    eventually("the offsets are released", () -> unfinished.committable(PARTITION, 42) == 42);
    assertThat(meters.get("trunkline.tts.characters").counter().count()).isEqualTo(12);
    assertThat(meters.get("trunkline.tts.first.audio").timer().count()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "Every assistant speaks in its own voice, also after a restart in the middle of a call")
  void assistantKeepsItsVoiceAfterAWorkerRestart() throws Exception {
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
    worker.handle(floor("CA1", 4));
    worker.handle(floor("CA2", 4));
  }

  @Test
  void segmentIsSynthesisedAgainWhenTheSocketBreaks() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    handle(new ReplyEnded("CA1", 0, 1, null, 0), GATEWAY);
    var first = provider.awaitSession();
    first.await();
    first.sendAudio("t0-1", "Hell");
    assertThat(next().chunk()).isZero();
    assertThat(next().chunk()).isEqualTo(1);
    provider.cutAll();
    awaitRetry();

    var second = provider.awaitSession();
    assertThat(second.await()).contains("t0-2");
    second.sendAudio("t0-2", "Hello there. ");
    second.endContext("t0-2");
    assertThat(awaitTurn()).first().extracting(OutboundAudio::chunk).isEqualTo(0);
    assertThat(meters.get("trunkline.tts.reconnects").counter().count()).isEqualTo(1);
    assertThat(errors("unavailable")).isEqualTo(1);
  }

  @Test
  @DisplayName("A rejected API key ends the turn, so that the caller does not wait for audio")
  void rejectedApiKeyEndsTheTurn() throws Exception {
    provider.reject(401, "{\"detail\":{\"status\":\"invalid_api_key\"}}");
    handle(new SegmentWritten("CA1", 0, 0, "Hello there.", 0, 0), GATEWAY);
    assertThat(awaitTurn()).singleElement().extracting(OutboundAudio::segment).isEqualTo(1);
    eventually("the rejection is counted", () -> errors("refused") == 1);
  }

  @Test
  void callStartOpensASocketAndCallEndClosesIt() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    var session = provider.awaitSession();
    handle(new CallEnded("CA1", "MZ1", Cause.CALLER_HUNG_UP, 0, 0), null);
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
    assertThat(worker.calls()).isZero();
    handle(new SegmentWritten("CA1", 0, 0, "Hello?", 0, 0), GATEWAY);
    assertThat(worker.calls()).isZero();
    assertThat(meters.get("trunkline.records.dropped").tag("reason", "call-over").counter().count())
        .isEqualTo(1);
  }

  @Test
  void resumedCallIsServedAgainAfterItsReportedEnd() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    provider.awaitSession();
    handle(new CallEnded("CA1", "MZ1", Cause.STREAM_LOST, -1, 0), null);
    handle(new CallResumed("CA1", "MZ2", "+1", "+2", 0), null);
    provider.awaitSession();
    handle(new SegmentWritten("CA1", 1, 0, "I am back.", 0, 0), GATEWAY);
    assertThat(worker.calls()).isEqualTo(1);
    assertThat(meters.get("trunkline.records.dropped").tag("reason", "call-over").counter().count())
        .isZero();
  }

  @Test
  void floorInTheSamePollSuppressesEarlierSegments() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    worker.handle(
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
  void failureOfOneCallDoesNotAffectAnother() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), GATEWAY);
    var one = provider.awaitSession();
    handle(new SegmentWritten("CA2", 0, 0, "Two.", 0, 0), GATEWAY);
    var two = provider.awaitSession();
    one.send("nonsense");
    two.await();
    two.sendAudio("t0-1", "Two. ");
    assertThat(next().callSid()).isEqualTo("CA2");
    assertThat(one.awaitClose()).isEqualTo(1006);
  }

  @Test
  void unreadableRecordsGoToTheDeadLetters() {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), null);
    worker.handle(records(List.of(message("replies", "CA1", new byte[] {'x'}, null))));
    assertThat(deadLetters).hasSize(2);
    assertThat(deadLetters.getFirst()).isEqualTo("header return-address is missing");
    assertThat(worker.calls()).isZero();
  }

  @Test
  void idleCallWithoutReportedEndIsClosed() throws Exception {
    handle(new CallStarted("CA1", "MZ1", "+1", "+2", 0), null);
    var session = provider.awaitSession();
    clock.addAndGet(SECONDS.toNanos(299));
    worker.tick();
    assertThat(worker.calls()).isEqualTo(1);
    clock.addAndGet(SECONDS.toNanos(1));
    worker.tick();
    assertThat(worker.calls()).isZero();
    assertThat(session.await()).isEqualTo("{\"close_socket\":true}");
  }

  @Test
  void revokedPartitionClosesItsCalls() throws Exception {
    handle(new SegmentWritten("CA1", 0, 0, "One.", 0, 0), GATEWAY);
    provider.awaitSession();
    worker.revoked(List.of(new TopicPartition("replies", 6)));
    assertThat(worker.calls()).isEqualTo(1);
    worker.revoked(List.of(PARTITION));
    assertThat(worker.calls()).isZero();
  }
}
