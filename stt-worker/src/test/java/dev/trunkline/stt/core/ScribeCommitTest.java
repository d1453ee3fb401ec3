// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.stt.provider.ScribeError;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without VAD, Scribe decides where an utterance ends. */
class ScribeCommitTest {
  private final TestStream stream = TestStream.live(3_000, Map.of("VAD_ENABLED", "false"));

  @Test
  void scribeCommitsAreTheFinals() {
    stream.partial("hello");
    stream.speak(1_000);
    stream.segment("hello there");
    stream.speak(2_000);
    stream.segment("how are you");
    assertThat(stream.transcripts())
        .containsExactly(
            new PartialTranscript("CA1", "MZ1", 0, "hello", TestStream.WALL_MS),
            new FinalTranscript(
                "CA1", "MZ1", 0, 4_000, "hello there", TestStream.WALL_MS, TestStream.WALL_MS),
            new FinalTranscript(
                "CA1", "MZ1", 4_000, 6_000, "how are you", TestStream.WALL_MS, TestStream.WALL_MS));
  }

  @Test
  void workerCommitsNothing() {
    stream.speechStarted(3_100);
    stream.speak(70_000);
    stream.speechEnded(3_100, 4_000, 4_300);
    assertThat(stream.requests()).containsExactly("audio 70000");
    assertThat(stream.speechHold()).isEmpty();
  }

  @Test
  void emptyScribeCommitIsNoUtterance() {
    stream.segment("");
    assertThat(stream.transcripts()).isEmpty();
  }

  @Test
  void audioIsHeldFromTheFirstWordToTheCommit() {
    stream.partial("hello");
    stream.speak(5_000);
    assertThat(stream.audioHold()).hasValue(1_000 / 20);
    stream.segment("hello there");
    // What was sent within Scribe's silence may hold the next words.
    assertThat(stream.audioHold()).hasValue(7_400 / 20);
  }

  @Test
  void silenceMakesScribeCommitTheLastWords() {
    stream.partial("good");
    stream.endStream();
    assertThat(stream.requests()).containsExactly("audio 1100");
    stream.advance(1_000);
    stream.segment("good bye");
    stream.advance(2_000);
    assertThat(stream.transcripts()).extracting("text").containsExactly("good", "good bye");
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void unansweredLastWordsTimeOut() {
    stream.partial("good");
    stream.endStream();
    stream.advance(6_100);
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void sessionsClosedForSilenceAreAlwaysReplaced() {
    for (int i = 0; i < 20; i++) {
      stream.error(ScribeError.INSUFFICIENT_AUDIO_ACTIVITY);
      stream.speak(2_100);
      stream.startSession();
      stream.speak(3_000);
    }
    assertThat(stream.transcripts()).isEmpty();
  }
}
