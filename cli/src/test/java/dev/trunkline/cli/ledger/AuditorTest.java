// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import static dev.trunkline.cli.ledger.WrittenCall.BEGUN;
import static dev.trunkline.cli.ledger.WrittenCall.CALL;
import static dev.trunkline.cli.ledger.WrittenCall.OVER;
import static dev.trunkline.cli.ledger.WrittenCall.STREAM;
import static dev.trunkline.cli.ledger.WrittenCall.finds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.ledger.Finding.Kind;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Books of calls that are broken in one place each, but for the answers. */
class AuditorTest {
  private final WrittenCall call = new WrittenCall();

  @Test
  void aWholeCallIsAccountedFor() {
    AuditReport books = call.audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.CALLS).total()).isEqualTo(1);
    assertThat(books.page(Ledger.FRAMES).total()).isEqualTo(101);
    assertThat(books.page(Ledger.UTTERANCES).total()).isEqualTo(1);
    assertThat(books.page(Ledger.TURNS).total()).isEqualTo(2);
    assertThat(books.page(Ledger.SPEECH).total()).isEqualTo(3_200);
  }

  @Test
  void theSameRecordsOnceMoreAreRepeatsAndNothingDoubled() {
    AuditReport books = call.twice().audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.FRAMES).repeats()).isEqualTo(101);
    assertThat(books.page(Ledger.UTTERANCES).repeats()).isPositive();
    assertThat(books.page(Ledger.TURNS).repeats()).isPositive();
    assertThat(books.page(Ledger.SPEECH).repeats()).isEqualTo(4);
  }

  @Test
  void aCallWithoutBeginOrEndIsLost() {
    finds(call.without("call-started", -1), Ledger.CALLS, Kind.LOST);
    finds(new WrittenCall().without("call-ended", -1), Ledger.CALLS, Kind.LOST);
  }

  @Test
  void aCallThatTheTopicsKnowNothingOfIsLost() {
    AuditReport books =
        call.audit(auditor -> {
          auditor.add(new TelephoneObservation("CA2", 2_000, 1));
          return auditor;
        });
    assertThat(books.findings()).isNotEmpty().allMatch(f -> f.callSid().equals("CA2"));
  }

  @Test
  void aCallThatBeginsOrEndsTwiceIsDoubled() {
    finds(
        call.put(new CallStarted(CALL, STREAM, "+1", "+2", BEGUN + 1)), Ledger.CALLS, Kind.DOUBLED);
    finds(
        new WrittenCall().put(new CallEnded(CALL, STREAM, Cause.STREAM_LOST, -1, OVER + 1)),
        Ledger.CALLS,
        Kind.DOUBLED);
  }

  @Test
  void aBrokenStreamInterruptsTheCallAndLosesNothing() {
    AuditReport books =
        call.put(new StreamLost(CALL, STREAM, "reset", BEGUN + 2_000))
            .put(new CallResumed(CALL, "MZ2", "+1", "+2", BEGUN + 3_000))
            .put(new CallEnded(CALL, "MZ2", Cause.STREAM_LOST, -1, OVER + 1))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.CALLS).interruptions()).hasSize(2);
  }

  @Test
  void aCallThatGoesOnIsNotJudged() {
    AuditReport books =
        call.without("call-ended", -1).audit(Map.of(), BEGUN + 5_000, UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.open()).isEqualTo(1);
  }

  @Test
  void aCallPastRetentionIsNotJudged() {
    AuditReport books =
        call.without("call-started", -1)
            .audit(Map.of(new TopicPartition("calls", 0), 5L), OVER * 2, UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.pastRetention()).isEqualTo(1);
  }

  @Test
  void missingFramesAreLost() {
    finds(frames(r -> r.offset() == 40), Ledger.FRAMES, Kind.LOST);
  }

  @Test
  void aStreamWithoutItsEndIsLost() {
    finds(frames(r -> r.value().length == 0), Ledger.FRAMES, Kind.LOST);
  }

  @Test
  void anUnreportedBreakIsInterruptedIfTheCallResumed() {
    AuditReport books =
        frames(r -> r.value().length == 0)
            .without("call-ended", -1)
            .put(new CallResumed(CALL, "MZ2", "+1", "+2", BEGUN + 3_000))
            .put(new CallEnded(CALL, "MZ2", Cause.CALLER_HUNG_UP, 10, OVER))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.FRAMES).interruptions()).containsOnlyKeys("the stream broke");
  }

  @Test
  void aNumberGivenToTwoFramesIsDoubled() {
    finds(call.frame(50, 1_000, 80), Ledger.FRAMES, Kind.DOUBLED);
  }

  @Test
  void theSameSoundUnderTwoNumbersIsDoubled() {
    finds(call.frame(101, 1_980, 160), Ledger.FRAMES, Kind.DOUBLED);
  }

  @Test
  void missingCallerAudioIsLostAndSurplusIsDoubled() {
    AuditReport lost = call.audit(auditor -> telephone(auditor, 4_000, 1));
    assertThat(lost.page(Ledger.FRAMES).findings(Kind.LOST)).isEqualTo(1);
    AuditReport doubled = call.audit(auditor -> telephone(auditor, 1_000, 1));
    assertThat(doubled.page(Ledger.FRAMES).findings(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void aTransferredCallersTelephoneHasMoreThanWeWereSent() {
    AuditReport books =
        call.without("call-ended", -1)
            .put(new CallEnded(CALL, STREAM, Cause.TRANSFERRED, 2_000, OVER))
            .audit(auditor -> telephone(auditor, 4_000, 1));
    assertThat(books.findings()).isEmpty();
  }

  @Test
  void speechWithoutWordsIsLost() {
    finds(call.without("final-transcript", -1), Ledger.UTTERANCES, Kind.LOST);
  }

  @Test
  void aSentenceWithoutTranscriptIsLost() {
    AuditReport books = call.audit(auditor -> telephone(auditor, 2_000, 2));
    assertThat(books.page(Ledger.UTTERANCES).findings(Kind.LOST)).isEqualTo(1);
  }

  @Test
  void speechThatTheProviderFailedOnIsInterrupted() {
    AuditReport books =
        call.without("final-transcript", -1)
            .without("turn-requested", -1)
            .put(
                new TranscriptionFailed(
                    CALL, STREAM, 600, 900, FailureCategory.UNAVAILABLE, false, "", BEGUN))
            .audit(UnaryOperator.identity());
    assertThat(books.page(Ledger.UTTERANCES).findings()).isEmpty();
    assertThat(books.page(Ledger.UTTERANCES).interruptions()).hasSize(1);
  }

  @Test
  void wordsWithoutAnAnswerRequestAreLost() {
    call.put(new SpeechStarted(CALL, STREAM, 1_000, BEGUN + 1_000))
        .put(new SpeechEnded(CALL, STREAM, 1_000, 1_200, 1_250, BEGUN + 1_250));
    finds(
        call.put(new FinalTranscript(CALL, STREAM, 1_000, 1_200, "Hello?", 1, BEGUN + 1_260)),
        Ledger.UTTERANCES,
        Kind.LOST);
  }

  @Test
  void anAnswerAskedForBeforeTheFullStopIsAnAnswer() {
    AuditReport books =
        call.without("turn-requested", 1)
            .put(WrittenCall.asked(1, "are you open", BEGUN + 1_140))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.UTTERANCES).interruptions()).isEmpty();
  }

  @Test
  void transcriptsThatOverlapAreDoubled() {
    finds(
        call.put(new FinalTranscript(CALL, STREAM, 700, 1_000, "you open?", 1, BEGUN + 1_260)),
        Ledger.UTTERANCES,
        Kind.DOUBLED);
  }

  private static Auditor telephone(Auditor auditor, long audioMs, int utterances) {
    auditor.add(new TelephoneObservation(CALL, audioMs, utterances));
    return auditor;
  }

  private WrittenCall frames(Predicate<ConsumerRecord<String, byte[]>> which) {
    return call.without(r -> r.topic().equals("audio.inbound") && which.test(r));
  }
}
