// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static dev.trunkline.stt.core.TestStream.withCommittedUtterance;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.stt.provider.ScribeError;
import dev.trunkline.stt.provider.ScribeEvent.Broken;
import dev.trunkline.stt.provider.ScribeEvent.Ignored;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
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
  void permanentErrorStopsTheTranscription(ScribeError error) {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(error);
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(error.category());
              assertThat(failed.permanent()).isTrue();
              assertThat(failed.startMs()).isEqualTo(2_800);
              assertThat(failed.detail()).startsWith(error.wireName());
            });
    stream.speak(30_000);
    stream.speechStarted(31_000);
    stream.advance(30_000);
    assertThat(stream.requests()).containsExactly("drop");
    assertThat(stream.transcripts()).isEmpty();
    assertThat(stream.audioHold()).isEmpty();
    assertThat(stream.speechHold()).isEmpty();
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
  void temporaryErrorRepeatsAudioAndCommit(ScribeError error) {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(error);
    stream.advance(1_000);
    assertThat(stream.requests()).containsExactly("drop", "open 2");
    stream.startSession();
    stream.advance(3_000);
    // From the pre-roll before the utterance to the decision of the detector.
    assertThat(stream.requests()).containsExactly("audio 3320", "commit");
    stream.segment("hello");
    assertThat(stream.transcripts()).singleElement().isInstanceOf(FinalTranscript.class);
  }

  @Test
  void expiredSessionIsReplacedImmediately() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
    assertThat(stream.requests()).containsExactly("drop", "open 2");
  }

  @Test
  void expiredSessionsNeverCountAsFailures() {
    var stream = TestStream.live(3_000);
    for (int i = 0; i < 12; i++) {
      stream.advance(1_000);
      stream.error(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      stream.startSession();
    }
    stream.speechStarted(3_100);
    stream.speak(1_500);
    stream.speechEnded(3_100, 4_000, 4_320);
    for (int i = 0; i < 6; i++) {
      stream.advance(1_000);
      stream.error(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      stream.startSession();
    }
    stream.advance(1_000);
    stream.segment("still here");
    assertThat(stream.transcripts()).extracting("text").containsExactly("still here");
  }

  @Test
  void sessionsThatEndImmediatelyDoNotFloodScribe() {
    var stream = TestStream.live(3_000);
    int connections = stream.connection();
    for (int i = 0; i < 100; i++) {
      stream.startSession();
      stream.error(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      stream.speak(20);
    }
    assertThat(stream.connection() - connections).as("in 2 s").isBetween(2, 10);
  }

  @Test
  void sessionsThatEndImmediatelyAreGivenUp() {
    var stream = TestStream.live(3_000);
    for (int i = 0; i < 60; i++) {
      stream.startSession();
      stream.error(ScribeError.SESSION_TIME_LIMIT_EXCEEDED);
      stream.speak(400);
    }
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isTrue());
  }

  @Test
  void otherErrorsBackOff() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(ScribeError.RATE_LIMITED);
    assertThat(stream.requests()).containsExactly("drop");
  }

  @Test
  void wordsSpokenDuringAnOutageAreTranscribedAfterIt() {
    var stream = TestStream.live(3_000);
    stream.scribe(new Broken(FailureCategory.UNAVAILABLE, "reset", 0));
    stream.speechStarted(3_100);
    stream.speak(1_500);
    stream.speechEnded(3_100, 4_000, 4_320);
    stream.requests();
    stream.startSession();
    stream.advance(2_000);
    assertThat(stream.requests().getLast()).startsWith("audio");
    stream.segment("hello");
    assertThat(stream.transcripts()).extracting("text").containsExactly("hello");
  }

  @Test
  void throttledCommitIsRepeatedAfterSilence() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(ScribeError.COMMIT_THROTTLED);
    assertThat(stream.requests()).isEmpty();
    stream.advance(320);
    assertThat(stream.requests()).containsExactly("audio 320", "commit");
    stream.segment("hello");
    assertThat(stream.transcripts()).extracting("text").containsExactly("hello");
  }

  @Test
  void throttledCommitThatClosesTheSessionIsRepeated() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.error(ScribeError.COMMIT_THROTTLED);
    stream.closed(1000, "commit_throttled");
    assertThat(stream.requests()).containsExactly("drop", "open 2");
    stream.startSession();
    stream.advance(3_000);
    assertThat(stream.requests()).containsExactly("audio 3320", "commit");
  }

  @Test
  void endlesslyThrottledCommitFailsTheUtteranceOnly() {
    var stream = withCommittedUtterance();
    for (int i = 0; i < 3; i++) {
      stream.error(ScribeError.COMMIT_THROTTLED);
      stream.advance(400);
    }
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class,
            failed -> {
              assertThat(failed.permanent()).isFalse();
              assertThat(failed.category()).isEqualTo(FailureCategory.THROTTLED);
              assertThat(failed.endMs()).isEqualTo(4_000);
            });
    stream.requests();
    stream.speak(200);
    assertThat(stream.requests()).containsExactly("audio 200");
  }

  @Test
  @DisplayName("an utterance that breaks every session is given up, and the next is transcribed")
  void utteranceThatBreaksEverySessionIsGivenUp() {
    var stream = withCommittedUtterance();
    for (int i = 0; i < 3; i++) {
      stream.error(ScribeError.TRANSCRIBER_ERROR);
      stream.advance(3_000);
      stream.startSession();
      stream.advance(500);
    }
    assertThat(stream.transcripts())
        .singleElement()
        .isInstanceOfSatisfying(
            TranscriptionFailed.class, failed -> assertThat(failed.permanent()).isFalse());
    stream.speechStarted(4_400);
    stream.speak(1_000);
    stream.speechEnded(4_400, 5_000, 5_300);
    stream.segment("and now");
    assertThat(stream.transcripts()).extracting("text").containsExactly("and now");
  }

  @Test
  void unansweredCommitDropsTheConnection() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.advance(3_900);
    assertThat(stream.requests()).isEmpty();
    stream.advance(200);
    assertThat(stream.requests()).contains("drop");
    assertThat(stream.endpointFailures).containsExactly(FailureCategory.TIMED_OUT);
  }

  @Test
  void rejectionFailsOverToTheSecondEndpoint() {
    var stream = withCommittedUtterance(2);
    stream.requests();
    stream.error(ScribeError.QUOTA_EXCEEDED);
    assertThat(stream.requests()).containsExactly("drop", "open 2");
    assertThat(stream.endpoint()).as("endpoint of the new connection").isEqualTo(1);
    stream.startSession();
    stream.advance(2_000);
    assertThat(stream.requests()).as("the same audio again").contains("commit");
    stream.segment("and now");
    assertThat(stream.transcripts()).extracting("text").containsExactly("and now");
  }

  @Test
  void sessionClosedForSilenceReopensOnSpeech() {
    var stream = TestStream.live(3_000);
    stream.error(ScribeError.INSUFFICIENT_AUDIO_ACTIVITY);
    stream.speak(30_000);
    assertThat(stream.requests()).containsExactly("drop");
    stream.speechStarted(32_800);
    stream.startSession();
    assertThat(stream.requests()).containsExactly("open 2", "audio 2000");
  }

  @Test
  void lateAudioIsSentFasterThanRealTimeWithinALimit() {
    var stream = new TestStream();
    stream.receiveLate(20_000);
    stream.startSession();
    assertThat(stream.requests()).containsExactly("open 1", "audio 2000");
    stream.advance(1_000);
    assertThat(stream.requests()).containsExactly("audio 8000");
    stream.error(ScribeError.QUEUE_OVERFLOW);
    stream.advance(1_000);
    stream.startSession();
    stream.requests();
    stream.advance(1_000);
    assertThat(stream.requests()).containsExactly("audio 4000");
  }

  @Test
  void fullSendQueueHoldsAudioBack() {
    var stream = TestStream.live(200);
    stream.sendQueueBytes = 600_000;
    stream.speak(400);
    assertThat(stream.requests()).isEmpty();
    stream.sendQueueBytes = 0;
    stream.advance(20);
    assertThat(stream.requests()).containsExactly("audio 400");
  }

  @Test
  void errorAfterTheLastFinalIsIgnored() {
    var stream = withCommittedUtterance();
    stream.segment("bye");
    stream.endStream();
    stream.transcripts();
    stream.error(ScribeError.INPUT_ERROR);
    stream.advance(3_000);
    assertThat(stream.transcripts()).isEmpty();
    assertThat(stream.isDormant()).isTrue();
  }

  @Test
  void unknownMessageIsOnlyCounted() {
    var stream = TestStream.live(200, Map.of());
    stream.scribe(new Ignored("warning"));
    assertThat(stream.meters.counter("trunkline.stt.messages.ignored").count()).isEqualTo(1);
    assertThat(stream.requests()).isEmpty();
  }
}
