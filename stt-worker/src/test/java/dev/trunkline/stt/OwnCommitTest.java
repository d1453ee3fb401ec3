// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.stt.provider.ScribeError;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a detector of ours, Scribe decides where an utterance ends. */
class OwnCommitTest {
  private final TestCall call = TestCall.live(3_000, Map.of("VAD_ENABLED", "false"));

  @Test
  void scribesCommitsAreTheFinals() {
    call.hears("hello");
    call.speak(1_000);
    call.answers("hello there");
    call.speak(2_000);
    call.answers("how are you");
    assertThat(call.take())
        .containsExactly(
            new PartialTranscript("CA1", "MZ1", 0, "hello", TestCall.WALL_MS),
            new FinalTranscript(
                "CA1", "MZ1", 0, 4_000, "hello there", TestCall.WALL_MS, TestCall.WALL_MS),
            new FinalTranscript(
                "CA1", "MZ1", 4_000, 6_000, "how are you", TestCall.WALL_MS, TestCall.WALL_MS));
  }

  @Test
  void nothingIsCommittedByUs() {
    call.speechStarts(3_100);
    call.speak(70_000);
    call.speechEnds(3_100, 4_000, 4_300);
    assertThat(call.line.take()).containsExactly("audio 70000");
    assertThat(call.speechHold()).isEmpty();
  }

  @Test
  void silenceThatScribeCommitsIsNotAnUtterance() {
    call.answers("");
    assertThat(call.take()).isEmpty();
  }

  @Test
  void fromTheFirstWordOnEverythingIsHeldUntilTheCommit() {
    call.hears("hello");
    call.speak(5_000);
    assertThat(call.audioHold()).hasValue(1_000 / 20);
    call.answers("hello there");
    // What was sent within Scribe's silence may hold the next words.
    assertThat(call.audioHold()).hasValue(7_400 / 20);
  }

  @Test
  void theLastWordsOfAStreamAreDrawnOutWithSilence() {
    call.hears("good");
    call.streamEnds();
    assertThat(call.line.take()).containsExactly("audio 1100");
    call.pass(1_000);
    call.answers("good bye");
    call.pass(2_000);
    assertThat(call.take()).extracting("text").containsExactly("good", "good bye");
    assertThat(call.isFinished()).isTrue();
  }

  @Test
  void lastWordsWithoutAnAnswerAreNotWaitedForForEver() {
    call.hears("good");
    call.streamEnds();
    call.pass(6_100);
    assertThat(call.isFinished()).isTrue();
  }

  @Test
  void aSessionClosedForSilenceIsReplacedHoweverOftenThatHappens() {
    for (int i = 0; i < 20; i++) {
      call.reports(ScribeError.INSUFFICIENT_AUDIO_ACTIVITY);
      call.speak(2_100);
      call.sessionStarts();
      call.speak(3_000);
    }
    assertThat(call.take()).isEmpty();
  }
}
