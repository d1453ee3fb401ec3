// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static dev.trunkline.stt.TranscriptionTest.utteranceCommitted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a successor would read again. Frame offsets are media time / 20. */
class TranscriptionHoldTest {

  @Test
  void whileItIsQuietOnlyThePreRollIsHeld() {
    var call = TestCall.live(10_000);
    assertThat(call.audioHold()).hasValue(8_000 / 20);
    assertThat(call.speechHold()).isEmpty();
  }

  @Test
  void audioReadLateIsHeldUntilTheSpeechEventsCanHaveBeenRead() {
    var call = new TestCall();
    call.speakLate(10_000);
    call.sessionStarts();
    call.pass(1_500);
    assertThat(call.audioHold()).hasValue(0);
    call.pass(2_000);
    assertThat(call.audioHold()).hasValue(8_000 / 20);
  }

  @Test
  void fromTheSpeechStartOnEverythingIsHeldUntilTheFinal() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.speak(20_000);
    assertThat(call.audioHold()).hasValue(1_000 / 20);
    assertThat(call.speechHold()).hasValue(500);
    call.speechEnds(2_800, 22_500, 22_900);
    assertThat(call.audioHold()).hasValue(1_000 / 20);
    call.answers("a long story");
    assertThat(call.audioHold()).isEmpty();
    assertThat(call.speechHold()).isEmpty();
    call.speak(500);
    assertThat(call.audioHold()).hasValue(23_000 / 20);
  }

  @Test
  void theNextUtteranceIsHeldOnItsOwn() {
    var call = utteranceCommitted();
    call.speechStarts(4_500);
    call.speak(1_000);
    call.answers("first");
    assertThat(call.audioHold()).hasValue(4_340 / 20);
    assertThat(call.speechHold()).hasValue(502);
  }

  @Test
  void audioThatNobodyHasBeenAbleToHearIsHeldThroughAnOutage() {
    var call = TestCall.live(3_000);
    call.closes(1006, "");
    call.speak(4_000);
    assertThat(call.audioHold()).hasValue(1_000 / 20);
  }

  @Test
  void noMoreThanTheLimitIsHeld() {
    var call = TestCall.live(3_000, Map.of("STT_RETAINED_MS", "10000"));
    call.speechStarts(2_800);
    call.speak(20_000);
    assertThat(call.audioHold()).hasValue(13_000 / 20);
    assertThat(call.meters.counter("trunkline.stt.audio.dropped.ms").count()).isEqualTo(12_000);
  }

  @Test
  void anAnsweredPieceOfAVeryLongUtteranceIsWhatGoesFirst() {
    var call = TestCall.live(100);
    call.speechStarts(50);
    call.speak(59_900);
    call.answers("one minute");
    call.speak(30_020);
    assertThat(call.audioHold()).hasValue(60_000 / 20);
    call.closes(1006, "");
    call.pass(1_000);
    call.sessionStarts();
    call.pass(10_000);
    call.speechEnds(50, 90_000, 90_000);
    call.answers("and a half");
    assertThat(call.take()).extracting("text").containsExactly("one minute and a half");
  }

  @Test
  void aStreamThatIsOverHoldsItsLastUtteranceUntilItsAnswer() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.speak(600);
    call.streamEnds();
    call.pass(1_000);
    call.speechEnds(2_800, 3_590, 3_600);
    call.pass(3_000);
    assertThat(call.isFinished()).isFalse();
    assertThat(call.speechHold()).hasValue(500);
    call.answers("bye");
    assertThat(call.take())
        .extracting("endMs", "text")
        .containsExactly(org.assertj.core.groups.Tuple.tuple(3_590L, "bye"));
    assertThat(call.speechHold()).isEmpty();
    call.line.take();
    call.pass(20);
    assertThat(call.line.take()).containsExactly("close");
    assertThat(call.isResting()).isTrue();
  }

  @Test
  void whatWasSaidLastIsTranscribedThoughTheDetectorTellsOfItLongAfterTheCall() {
    var call = TestCall.live(1_000);
    call.speakLate(9_000);
    call.streamEnds();
    call.pass(30_000);
    assertThat(call.isFinished()).isFalse();
    assertThat(call.audioHold()).as("others' commits do not wait for it").isEmpty();
    assertThat(call.take()).isEmpty();
    call.line.take();
    call.speechStarts(4_000);
    call.pass(500);
    call.speechEnds(4_000, 6_000, 6_200);
    call.sessionStarts();
    call.pass(3_000);
    assertThat(call.line.take()).contains("commit");
    call.answers("four to six");
    assertThat(call.take())
        .extracting("startMs", "endMs", "text")
        .containsExactly(org.assertj.core.groups.Tuple.tuple(4_000L, 6_000L, "four to six"));
    call.pass(120_000);
    assertThat(call.isFinished()).isTrue();
    assertThat(call.take()).isEmpty();
  }

  @Test
  void aDetectorThatIsLateStillSaysItselfWhereEachSentenceEnds() {
    var call = TestCall.live(1_000);
    call.speakLate(9_000);
    call.streamEnds();
    call.pass(5_000);
    call.speechStarts(2_000);
    call.pass(100);
    call.speechEnds(2_000, 3_000, 3_200);
    call.speechStarts(5_000);
    call.pass(100);
    call.speechEnds(5_000, 6_000, 6_200);
    call.sessionStarts();
    call.pass(3_000);
    call.answers("first");
    call.answers("second");
    assertThat(call.take()).extracting("endMs").containsExactly(3_000L, 6_000L);
  }

  @Test
  void anUtteranceThatNobodyEndsEndsWithTheStream() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.speak(600);
    call.streamEnds();
    call.pass(2_100);
    assertThat(call.line.take()).containsExactly("audio 600", "commit");
    call.answers("bye");
    assertThat(call.take()).extracting("endMs").containsExactly(3_600L);
  }

  @Test
  void aStreamWithoutFramesIsOverAfterAWhile() {
    var call = TestCall.live(3_000);
    call.pass(59_000);
    assertThat(call.isFinished()).isFalse();
    call.pass(4_000);
    assertThat(call.isFinished()).isTrue();
  }

  @Test
  void framesThatComeAfterAllAreHeard() {
    var call = TestCall.live(3_000);
    call.line.take();
    call.pass(60_500);
    call.speak(1_000);
    call.pass(5_000);
    assertThat(call.isFinished()).isFalse();
    assertThat(call.line.take()).containsExactly("audio 1000");
  }

  @Test
  void speechWithoutAnyAudioIsLetGoAfterAWhile() {
    var call = new TestCall();
    call.speechStarts(100);
    assertThat(call.speechHold()).hasValue(500);
    call.pass(63_000);
    assertThat(call.speechHold()).isEmpty();
    assertThat(call.isFinished()).isTrue();
    assertThat(call.take()).isEmpty();
  }
}
