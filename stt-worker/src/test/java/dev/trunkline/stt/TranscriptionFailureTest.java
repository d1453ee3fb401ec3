// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static dev.trunkline.stt.TranscriptionTest.utteranceCommitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeError.Remedy;
import dev.trunkline.stt.provider.ScribeEvent.Broken;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TranscriptionFailureTest {

  @ParameterizedTest
  @EnumSource(
      names = {
        "AUTH_ERROR",
        "UNACCEPTED_TERMS",
        "QUOTA_EXCEEDED",
        "INVALID_REQUEST",
        "INPUT_ERROR",
        "CHUNK_SIZE_EXCEEDED"
      })
  void whatOnlyAnOperatorCanMendEndsTheTranscription(ScribeError error) {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(error);
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(error.category());
              assertThat(failed.permanent()).isTrue();
              assertThat(failed.startMs()).isEqualTo(2_800);
              assertThat(failed.detail()).startsWith(error.wireName());
            });
    call.speak(30_000);
    call.speechStarts(31_000);
    call.pass(30_000);
    assertThat(call.line.take()).containsExactly("drop");
    assertThat(call.take()).isEmpty();
    assertThat(call.audioHold()).isEmpty();
    assertThat(call.speechHold()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "RATE_LIMITED",
        "QUEUE_OVERFLOW",
        "RESOURCE_EXHAUSTED",
        "TRANSCRIBER_ERROR",
        "ERROR",
        "INSUFFICIENT_AUDIO_ACTIVITY",
        "SESSION_TIME_LIMIT_EXCEEDED"
      })
  void whatMayPassIsTriedAgainWithTheSameAudioAndTheSameCommit(ScribeError error) {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(error);
    call.pass(1_000);
    assertThat(call.line.take()).containsExactly("drop", "open 2");
    call.sessionStarts();
    call.pass(3_000);
    // From the pre-roll before the utterance to the decision.
    assertThat(call.line.take()).containsExactly("audio 3320", "commit");
    call.answers("hello");
    assertThat(call.take()).singleElement().isInstanceOf(FinalTranscript.class);
  }

  @Test
  void aSessionThatIsOverForNoFaultIsReplacedAtOnce() {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
    assertThat(call.line.take()).containsExactly("drop", "open 2");
  }

  @Test
  void sessionsWhoseTimeIsOverAreNoFailuresHoweverManyThereAre() {
    var call = TestCall.live(3_000);
    for (int i = 0; i < 12; i++) {
      call.pass(1_000);
      call.reports(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      call.sessionStarts();
    }
    call.speechStarts(3_100);
    call.speak(1_500);
    call.speechEnds(3_100, 4_000, 4_320);
    for (int i = 0; i < 6; i++) {
      call.pass(1_000);
      call.reports(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      call.sessionStarts();
    }
    call.pass(1_000);
    call.answers("still here");
    assertThat(call.take()).extracting("text").containsExactly("still here");
  }

  @Test
  void sessionsThatEndAsSoonAsTheyBeginAreGivenUp() {
    var call = TestCall.live(3_000);
    for (int i = 0; i < 8; i++) {
      call.sessionStarts();
      call.reports(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
    }
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isTrue());
  }

  @Test
  void anErrorOtherwiseIsNotAnsweredAtOnce() {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(ScribeError.RATE_LIMITED);
    assertThat(call.line.take()).containsExactly("drop");
  }

  @Test
  void wordsSpokenDuringAnOutageAreHeardAfterIt() {
    var call = TestCall.live(3_000);
    call.says(new Broken(FailureCategory.UNAVAILABLE, "reset", 0));
    call.speechStarts(3_100);
    call.speak(1_500);
    call.speechEnds(3_100, 4_000, 4_320);
    call.line.take();
    call.sessionStarts();
    call.pass(2_000);
    assertThat(call.line.take().getLast()).startsWith("audio");
    call.answers("hello");
    assertThat(call.take()).extracting("text").containsExactly("hello");
  }

  @Test
  void aThrottledCommitIsSaidAgainWithSilenceBeforeIt() {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(ScribeError.COMMIT_THROTTLED);
    assertThat(call.line.take()).isEmpty();
    call.pass(320);
    assertThat(call.line.take()).containsExactly("audio 320", "commit");
    call.answers("hello");
    assertThat(call.take()).extracting("text").containsExactly("hello");
  }

  @Test
  void aThrottledCommitThatClosesTheSessionCleanlyIsRepeatedOnAnother() {
    var call = utteranceCommitted();
    call.line.take();
    call.reports(ScribeError.COMMIT_THROTTLED);
    call.closes(1000, "commit_throttled");
    assertThat(call.line.take()).containsExactly("drop", "open 2");
    call.sessionStarts();
    call.pass(3_000);
    assertThat(call.line.take()).containsExactly("audio 3320", "commit");
  }

  @Test
  void aCommitThrottledForEverFailsTheUtteranceAndNotTheCall() {
    var call = utteranceCommitted();
    for (int i = 0; i < 3; i++) {
      call.reports(ScribeError.COMMIT_THROTTLED);
      call.pass(400);
    }
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isFalse();
              assertThat(failed.category()).isEqualTo(FailureCategory.THROTTLED);
              assertThat(failed.endMs()).isEqualTo(4_000);
            });
    call.line.take();
    call.speak(200);
    assertThat(call.line.take()).containsExactly("audio 200");
  }

  @Test
  void anUtteranceThatBreaksEverySessionIsGivenUpAndTheNextIsHeard() {
    var call = utteranceCommitted();
    for (int i = 0; i < 3; i++) {
      call.reports(ScribeError.TRANSCRIBER_ERROR);
      call.pass(3_000);
      call.sessionStarts();
      call.pass(500);
    }
    assertThat(call.take())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isFalse());
    call.speechStarts(4_400);
    call.speak(1_000);
    call.speechEnds(4_400, 5_000, 5_300);
    call.answers("and now");
    assertThat(call.take()).extracting("text").containsExactly("and now");
  }

  @Test
  void aCommitWithoutAnAnswerMeansADeadConnection() {
    var call = utteranceCommitted();
    call.line.take();
    call.pass(3_900);
    assertThat(call.line.take()).isEmpty();
    call.pass(200);
    assertThat(call.line.take()).contains("drop");
    assertThat(call.line.failures).containsExactly(FailureCategory.TIMED_OUT);
  }

  @Test
  void aRefusalIsNotTheEndWhileAnotherProviderCanBeAsked() {
    var call = utteranceCommitted();
    call.line.take();
    call.line.elsewhere = Remedy.RECONNECT_AT_ONCE;
    call.reports(ScribeError.QUOTA_EXCEEDED);
    assertThat(call.line.take()).containsExactly("drop", "open 2");
    call.sessionStarts();
    call.pass(2_000);
    assertThat(call.line.take()).as("the same audio once more").contains("commit");
    call.answers("and now");
    assertThat(call.take()).extracting("text").containsExactly("and now");
  }

  @Test
  void aSessionClosedForSilenceIsOpenedAgainWhenSomebodySpeaks() {
    var call = TestCall.live(3_000);
    call.reports(ScribeError.INSUFFICIENT_AUDIO_ACTIVITY);
    call.speak(30_000);
    assertThat(call.line.take()).containsExactly("drop");
    call.speechStarts(32_800);
    call.sessionStarts();
    assertThat(call.line.take()).containsExactly("open 2", "audio 2000");
  }

  @Test
  void lateAudioIsSentFasterThanRealTimeButNotAllAtOnce() {
    var call = new TestCall();
    call.speakLate(20_000);
    call.sessionStarts();
    assertThat(call.line.take()).containsExactly("open 1", "audio 2000");
    call.pass(1_000);
    assertThat(call.line.take()).containsExactly("audio 8000");
    call.reports(ScribeError.QUEUE_OVERFLOW);
    call.pass(1_000);
    call.sessionStarts();
    call.line.take();
    call.pass(1_000);
    assertThat(call.line.take()).containsExactly("audio 4000");
  }

  @Test
  void aFullSocketHoldsAudioBack() {
    var call = TestCall.live(200);
    call.line.queuedBytes = 600_000;
    call.speak(400);
    assertThat(call.line.take()).isEmpty();
    call.line.queuedBytes = 0;
    call.pass(20);
    assertThat(call.line.take()).containsExactly("audio 400");
  }

  @Test
  void afterTheLastWordAnErrorIsOnlyAGoodbye() {
    var call = utteranceCommitted();
    call.answers("bye");
    call.streamEnds();
    call.take();
    call.reports(ScribeError.INPUT_ERROR);
    call.pass(3_000);
    assertThat(call.take()).isEmpty();
    assertThat(call.isResting()).isTrue();
  }

  @Test
  void aMessageOfAnUnknownKindIsCountedAndNothingElse() {
    var call = TestCall.live(200, Map.of());
    call.says(new dev.trunkline.stt.provider.ScribeEvent.Ignored("warning"));
    assertThat(call.meters.counter("trunkline.stt.messages.ignored").count()).isEqualTo(1);
    assertThat(call.line.take()).isEmpty();
  }
}
