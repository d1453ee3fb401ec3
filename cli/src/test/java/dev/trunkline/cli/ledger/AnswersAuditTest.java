// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import static dev.trunkline.cli.ledger.WrittenCall.BEGUN;
import static dev.trunkline.cli.ledger.WrittenCall.CALL;
import static dev.trunkline.cli.ledger.WrittenCall.STREAM;
import static dev.trunkline.cli.ledger.WrittenCall.finds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.ledger.Finding.Kind;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.topic.OutboundAudio.End;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Books of calls in which an answer is broken: its words, its sound or its end. */
class AnswersAuditTest {
  private final WrittenCall call = new WrittenCall();

  @Test
  void anAnswerThatTheVoiceFailedIsInterruptedAndNotLost() {
    AuditReport books =
        call.put(new SegmentWritten(CALL, 2, 0, "Unheard.", 0, BEGUN + 5_000))
            .put(new ReplyEnded(CALL, 2, 1, null, BEGUN + 5_000))
            .put(new PlaybackInterrupted(CALL, STREAM, 2, 0, "", 0, 1_500, true, BEGUN + 5_500))
            .put(new TurnCompleted(CALL, 2, "", true, null, BEGUN + 5_600))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("no voice", 1L);
  }

  @Test
  void aSuccessorThatConcludesInTheSameWordsRepeats() {
    AuditReport books =
        call.put(new TurnCompleted(CALL, 1, "heard 1", false, null, BEGUN + 1_950))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).repeats()).isEqualTo(1);
  }

  @Test
  void anAnswerTheModelFailedCountsAsInterrupted() {
    AuditReport books =
        call.put(WrittenCall.asked(2, "Are you closed?", BEGUN + 5_000))
            .put(new ReplyEnded(CALL, 2, 0, FailureCategory.UNAVAILABLE, BEGUN + 5_010))
            .put(new PlaybackFinished(CALL, STREAM, 2, 1_500, BEGUN + 5_020))
            .put(new TurnCancelled(CALL, 2, 3, "the model failed", BEGUN + 5_030))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("the model failed", 1L);
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
    AuditReport books =
        call.without("turn-completed", 1)
            .without("playback-finished", 1)
            .put(new TurnCancelled(CALL, 1, 2, "barge-in", BEGUN + 1_400))
            .audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.TURNS).interruptions()).containsEntry("barge-in", 1L);
  }

  @Test
  void theSameWishAtAnotherMomentIsARepeat() {
    AuditReport books =
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

  @Test
  void whatIsSaidAgainInTheSameWordsIsNotDoubledWhereverItIsCut() {
    call.chunk(1, 0, End.NOTHING, "Yes,", 800);
    call.chunk(1, 1, End.NOTHING, " we are.", 800);
    AuditReport books = call.chunk(1, 2, End.TURN, "", 800).audit(UnaryOperator.identity());
    assertThat(books.findings()).isEmpty();
    assertThat(books.page(Ledger.SPEECH).repeats()).isEqualTo(3);
  }

  @Test
  void anUnfinishedSegmentIsLostHoweverOftenItStarted() {
    WrittenCall broken =
        chunks(r -> r.headers().lastHeader("turn").value()[3] == 1)
            .chunk(1, 0, End.NOTHING, "Yes, we", 800)
            .chunk(1, 0, End.NOTHING, "Yes", 800);
    finds(broken.chunk(1, 1, End.NOTHING, ", we are.", 800), Ledger.SPEECH, Kind.LOST);
  }

  private WrittenCall chunks(Predicate<ConsumerRecord<String, byte[]>> which) {
    return call.without(r -> r.topic().equals("gateway.a") && which.test(r));
  }
}
