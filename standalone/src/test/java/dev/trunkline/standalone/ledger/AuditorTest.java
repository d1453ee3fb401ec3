package dev.trunkline.standalone.ledger;

import static dev.trunkline.standalone.ledger.WrittenCall.BEGUN;
import static dev.trunkline.standalone.ledger.WrittenCall.CALL;
import static dev.trunkline.standalone.ledger.WrittenCall.OVER;
import static dev.trunkline.standalone.ledger.WrittenCall.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.common.event.CallEvent.CallEnded;
import dev.trunkline.common.event.CallEvent.CallResumed;
import dev.trunkline.common.event.CallEvent.CallStarted;
import dev.trunkline.common.event.CallEvent.Cause;
import dev.trunkline.common.event.CallEvent.StreamLost;
import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.PlaybackEvent.PlaybackFinished;
import dev.trunkline.common.event.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.common.event.PlaybackEvent.PlaybackStarted;
import dev.trunkline.common.event.ReplyEvent.ReplyEnded;
import dev.trunkline.common.event.ReplyEvent.SegmentWritten;
import dev.trunkline.common.event.SpeechEvent.SpeechEnded;
import dev.trunkline.common.event.SpeechEvent.SpeechStarted;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;
import dev.trunkline.common.event.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.common.event.TurnEvent.TurnCancelled;
import dev.trunkline.common.event.TurnEvent.TurnCompleted;
import dev.trunkline.common.topic.OutboundAudio.End;
import dev.trunkline.standalone.ledger.Finding.Kind;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Books of calls that are broken in one place each. */
class AuditorTest {
  private final WrittenCall call = new WrittenCall();

  @Test
  void aWholeCallIsAccountedFor() {
    Books books = call.audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.CALLS).total()).isEqualTo(1);
    assertThat(books.page(Ledger.FRAMES).total()).isEqualTo(101);
    assertThat(books.page(Ledger.UTTERANCES).total()).isEqualTo(1);
    assertThat(books.page(Ledger.TURNS).total()).isEqualTo(2);
    assertThat(books.page(Ledger.SPEECH).total()).isEqualTo(3_200);
  }

  @Test
  void theSameRecordsOnceMoreAreRepeatsAndNothingDoubled() {
    Books books = call.twice().audit(UnaryOperator.identity());
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
    Books books =
        call.audit(auditor -> {
          auditor.take(new CallerLog("CA2", 2_000, 1));
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
    Books books =
        call.put(new StreamLost(CALL, STREAM, "reset", BEGUN + 2_000))
            .put(new CallResumed(CALL, "MZ2", "+1", "+2", BEGUN + 3_000))
            .put(new CallEnded(CALL, "MZ2", Cause.STREAM_LOST, -1, OVER + 1))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.CALLS).interruptions()).hasSize(2);
  }

  @Test
  void anAnswerThatTheVoiceFailedIsInterruptedAndNotLost() {
    Books books =
        call.put(new SegmentWritten(CALL, 2, 0, "Unheard.", 0, BEGUN + 5_000))
            .put(new ReplyEnded(CALL, 2, 1, null, BEGUN + 5_000))
            .put(new PlaybackInterrupted(CALL, STREAM, 2, 0, "", 0, 1_500, true, BEGUN + 5_500))
            .put(new TurnCompleted(CALL, 2, "", true, null, BEGUN + 5_600))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("no voice", 1L);
  }

  @Test
  void anAnswerThatTheModelFailedIsInterruptedHoweverSoonItsEmptinessWasPlayed() {
    Books books =
        call.put(WrittenCall.asked(2, "Are you closed?", BEGUN + 5_000))
            .put(new ReplyEnded(CALL, 2, 0, FailureCategory.UNAVAILABLE, BEGUN + 5_010))
            .put(new PlaybackFinished(CALL, STREAM, 2, 1_500, BEGUN + 5_020))
            .put(new TurnCancelled(CALL, 2, 3, "the model failed", BEGUN + 5_030))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("the model failed", 1L);
  }

  @Test
  void aCallThatGoesOnIsNotJudged() {
    Books books =
        call.without("call-ended", -1).audit(Map.of(), BEGUN + 5_000, UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.open()).isEqualTo(1);
  }

  @Test
  void aCallPastRetentionIsNotJudged() {
    Books books =
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
  void aNumberGivenToTwoFramesIsDoubled() {
    finds(call.frame(50, 1_000, 80), Ledger.FRAMES, Kind.DOUBLED);
  }

  @Test
  void theSameSoundUnderTwoNumbersIsDoubled() {
    finds(call.frame(101, 1_980, 160), Ledger.FRAMES, Kind.DOUBLED);
  }

  @Test
  void soundThatTheTelephoneSentAndNobodyHasIsLostAndTheReverseDoubled() {
    Books lost = call.audit(auditor -> telephone(auditor, 4_000, 1));
    assertThat(lost.page(Ledger.FRAMES).findings(Kind.LOST)).isEqualTo(1);
    Books doubled = call.audit(auditor -> telephone(auditor, 1_000, 1));
    assertThat(doubled.page(Ledger.FRAMES).findings(Kind.DOUBLED)).isEqualTo(1);
  }

  @Test
  void aTransferredCallersTelephoneHasMoreThanWeWereSent() {
    Books books =
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
  void aSentenceThatNobodyUnderstoodIsLost() {
    Books books = call.audit(auditor -> telephone(auditor, 2_000, 2));
    assertThat(books.page(Ledger.UTTERANCES).findings(Kind.LOST)).isEqualTo(1);
  }

  @Test
  void speechThatTheProviderFailedOnIsInterrupted() {
    Books books =
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
  void wordsThatNobodyWasAskedToAnswerAreLost() {
    call.put(new SpeechStarted(CALL, STREAM, 1_000, BEGUN + 1_000))
        .put(new SpeechEnded(CALL, STREAM, 1_000, 1_200, 1_250, BEGUN + 1_250));
    finds(
        call.put(new FinalTranscript(CALL, STREAM, 1_000, 1_200, "Hello?", 1, BEGUN + 1_260)),
        Ledger.UTTERANCES,
        Kind.LOST);
  }

  @Test
  void anAnswerAskedForBeforeTheFullStopIsAnAnswer() {
    Books books =
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

  @Test
  void aTurnOfWhichNothingIsSaidIsLost() {
    finds(
        call.put(WrittenCall.asked(3, "And then?", BEGUN + 1_900))
            .put(new TurnCompleted(CALL, 3, "", true, null, BEGUN + 1_950)),
        Ledger.TURNS,
        Kind.LOST);
  }

  @Test
  void aTurnWithoutConclusionPlaybackOrWordsIsLost() {
    finds(call.without("turn-completed", 1), Ledger.TURNS, Kind.LOST);
    finds(new WrittenCall().without("playback-started", 1), Ledger.TURNS, Kind.LOST);
    finds(new WrittenCall().without("reply-ended", 1), Ledger.TURNS, Kind.LOST);
    finds(new WrittenCall().without("segment-written", 1), Ledger.TURNS, Kind.LOST);
  }

  @Test
  void aTurnThatWasCancelledIsInterruptedByItsCause() {
    Books books =
        call.without("turn-completed", 1)
            .without("playback-finished", 1)
            .put(new TurnCancelled(CALL, 1, 2, "barge-in", BEGUN + 1_400))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("barge-in", 1L);
  }

  @Test
  void theSameWishAtAnotherMomentIsARepeat() {
    Books books =
        call.put(WrittenCall.asked(2, "Are you open on Sunday?", BEGUN + 5_000))
            .put(WrittenCall.asked(2, "Are you open on Sunday?", BEGUN + 5_900))
            .put(new TurnCancelled(CALL, 2, 3, "guessed wrong", BEGUN + 5_950))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).repeats()).isEqualTo(1);
  }

  @Test
  void aTurnThatIsAskedForPlayedOrConcludedAgainIsDoubled() {
    finds(call.put(WrittenCall.asked(1, "Are you closed?", BEGUN)), Ledger.TURNS, Kind.DOUBLED);
    finds(
        new WrittenCall().put(new PlaybackStarted(CALL, STREAM, 1, 1_700, 0, BEGUN + 1_700)),
        Ledger.TURNS,
        Kind.DOUBLED);
    finds(
        new WrittenCall().put(new PlaybackFinished(CALL, STREAM, 1, 1_900, BEGUN + 1_900)),
        Ledger.TURNS,
        Kind.DOUBLED);
    finds(
        new WrittenCall().put(new TurnCompleted(CALL, 1, "again", false, null, BEGUN + 1_900)),
        Ledger.TURNS,
        Kind.DOUBLED);
    finds(
        new WrittenCall()
            .put(
                new PlaybackInterrupted(CALL, STREAM, 1, 0, "Yes", 90, 1_400, null, BEGUN + 1_400)),
        Ledger.TURNS,
        Kind.DOUBLED);
  }

  @Test
  void aTurnThatIsWrittenAgainInOtherWordsIsDoubled() {
    finds(call.put(new SegmentWritten(CALL, 1, 0, "No.", 0, BEGUN)), Ledger.TURNS, Kind.DOUBLED);
  }

  @Test
  void twoWholeAnswersToOneQuestionAreDoubled() {
    call.put(WrittenCall.asked(2, "Are you open?", BEGUN + 1_850));
    call.said(2, "Yes.", BEGUN + 1_860);
    finds(call.played(2, 1_870, 2_100), Ledger.TURNS, Kind.DOUBLED);
  }

  @Test
  void wordsWithoutSoundAreLost() {
    finds(chunks(r -> true), Ledger.SPEECH, Kind.LOST);
  }

  @Test
  void aMissingChunkOrEndIsLost() {
    finds(chunks(r -> r.headers().lastHeader("chunk").value()[3] == 0), Ledger.SPEECH, Kind.LOST);
    finds(
        new WrittenCall()
            .without(r ->
                r.topic().equals("gateway.a") && r.headers().lastHeader("chunk").value()[3] == 1),
        Ledger.SPEECH,
        Kind.LOST);
  }

  @Test
  void soundThatWasNotPlayedIsLost() {
    finds(call.chunk(1, 2, End.TURN, "", 16_000), Ledger.SPEECH, Kind.LOST);
  }

  @Test
  void aChunkThatIsWrittenAgainWithOtherWordsIsDoubled() {
    finds(call.chunk(1, 0, End.NOTHING, "No!", 800), Ledger.SPEECH, Kind.DOUBLED);
  }

  private static Auditor telephone(Auditor auditor, long audioMs, int utterances) {
    auditor.take(new CallerLog(CALL, audioMs, utterances));
    return auditor;
  }

  private WrittenCall frames(Predicate<ConsumerRecord<String, byte[]>> which) {
    return call.without(r -> r.topic().equals("audio.inbound") && which.test(r));
  }

  private WrittenCall chunks(Predicate<ConsumerRecord<String, byte[]>> which) {
    return call.without(r -> r.topic().equals("gateway.a") && which.test(r));
  }

  private static void finds(WrittenCall broken, Ledger ledger, Kind kind) {
    assertThat(broken.findings())
        .anyMatch(finding -> finding.ledger() == ledger && finding.kind() == kind);
  }
}
