// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static dev.trunkline.stt.core.TestStream.withCommittedUtterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The offsets that a successor would start from. Frame offsets are media time / 20. */
class TranscriptionHoldsTest {

  @Test
  void onlyThePrerollIsHeldDuringSilence() {
    var stream = TestStream.live(10_000);
    assertThat(stream.audioHold()).hasValue(8_000 / 20);
    assertThat(stream.speechHold()).isEmpty();
  }

  @Test
  void lateAudioIsHeldUntilItsSpeechEventsCanArrive() {
    var stream = new TestStream();
    stream.receiveLate(10_000);
    stream.startSession();
    stream.advance(1_500);
    assertThat(stream.audioHold()).hasValue(0);
    stream.advance(2_000);
    assertThat(stream.audioHold()).hasValue(8_000 / 20);
  }

  @Test
  void audioIsHeldFromSpeechStartToFinal() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.speak(20_000);
    assertThat(stream.audioHold()).hasValue(1_000 / 20);
    assertThat(stream.speechHold()).hasValue(500);
    stream.speechEnded(2_800, 22_500, 22_900);
    assertThat(stream.audioHold()).hasValue(1_000 / 20);
    stream.segment("a long story");
    assertThat(stream.audioHold()).isEmpty();
    assertThat(stream.speechHold()).isEmpty();
    stream.speak(500);
    assertThat(stream.audioHold()).hasValue(23_000 / 20);
  }

  @Test
  void nextUtteranceIsHeldSeparately() {
    var stream = withCommittedUtterance();
    stream.speechStarted(4_500);
    stream.speak(1_000);
    stream.segment("first");
    assertThat(stream.audioHold()).hasValue(4_340 / 20);
    assertThat(stream.speechHold()).hasValue(502);
  }

  @Test
  void audioIsHeldThroughAnOutage() {
    var stream = TestStream.live(3_000);
    stream.closed(1006, "");
    stream.speak(4_000);
    assertThat(stream.audioHold()).hasValue(1_000 / 20);
  }

  @Test
  void retainedAudioIsLimited() {
    var stream = TestStream.live(3_000, limits -> limits.withMaxRetainedMs(10_000));
    stream.speechStarted(2_800);
    stream.speak(20_000);
    assertThat(stream.audioHold()).hasValue(13_000 / 20);
    assertThat(stream.meters.counter("trunkline.stt.audio.dropped.ms").count()).isEqualTo(12_000);
  }

  @Test
  void transcribedPieceOfALongUtteranceIsDroppedFirst() {
    var stream = TestStream.live(100);
    stream.speechStarted(50);
    stream.speak(59_900);
    stream.segment("one minute");
    stream.speak(30_020);
    assertThat(stream.audioHold()).hasValue(60_000 / 20);
    stream.closed(1006, "");
    stream.advance(1_000);
    stream.startSession();
    stream.advance(10_000);
    stream.speechEnded(50, 90_000, 90_000);
    stream.segment("and a half");
    assertThat(stream.transcripts()).extracting("text").containsExactly("one minute and a half");
  }

  @Test
  void endedStreamHoldsItsLastUtteranceUntilTheFinal() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.speak(600);
    stream.endStream();
    stream.advance(1_000);
    stream.speechEnded(2_800, 3_590, 3_600);
    stream.advance(3_000);
    assertThat(stream.isFinished()).isFalse();
    assertThat(stream.speechHold()).hasValue(500);
    stream.segment("bye");
    assertThat(stream.transcripts())
        .extracting("endMs", "text")
        .containsExactly(tuple(3_590L, "bye"));
    assertThat(stream.speechHold()).isEmpty();
    stream.requests();
    stream.advance(20);
    assertThat(stream.requests()).containsExactly("close");
    assertThat(stream.isDormant()).isTrue();
  }

  @Test
  @DisplayName("the last words are transcribed even if speech events come 30 s after the stream")
  void lastWordsAreTranscribedAfterVeryLateSpeechEvents() {
    var stream = TestStream.live(1_000);
    stream.receiveLate(9_000);
    stream.endStream();
    stream.advance(30_000);
    assertThat(stream.isFinished()).isFalse();
    assertThat(stream.audioHold())
        .as("it does not keep the offset of other streams back")
        .isEmpty();
    assertThat(stream.transcripts()).isEmpty();
    stream.requests();
    stream.speechStarted(4_000);
    stream.advance(500);
    stream.speechEnded(4_000, 6_000, 6_200);
    stream.startSession();
    stream.advance(3_000);
    assertThat(stream.requests()).contains("commit");
    stream.segment("four to six");
    assertThat(stream.transcripts())
        .extracting("startMs", "endMs", "text")
        .containsExactly(tuple(4_000L, 6_000L, "four to six"));
    stream.advance(120_000);
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.transcripts()).isEmpty();
  }

  @Test
  void lateSpeechEventsStillSeparateUtterances() {
    var stream = TestStream.live(1_000);
    stream.receiveLate(9_000);
    stream.endStream();
    stream.advance(5_000);
    stream.speechStarted(2_000);
    stream.advance(100);
    stream.speechEnded(2_000, 3_000, 3_200);
    stream.speechStarted(5_000);
    stream.advance(100);
    stream.speechEnded(5_000, 6_000, 6_200);
    stream.startSession();
    stream.advance(3_000);
    stream.segment("first");
    stream.segment("second");
    assertThat(stream.transcripts()).extracting("endMs").containsExactly(3_000L, 6_000L);
  }

  @Test
  void openUtteranceEndsWithTheStream() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.speak(600);
    stream.endStream();
    stream.advance(2_100);
    assertThat(stream.requests()).containsExactly("audio 600", "commit");
    stream.segment("bye");
    assertThat(stream.transcripts()).extracting("endMs").containsExactly(3_600L);
  }

  @Test
  void streamWithoutFramesEndsAfterTheIdleTimeout() {
    var stream = TestStream.live(3_000);
    stream.advance(59_000);
    assertThat(stream.isFinished()).isFalse();
    stream.advance(4_000);
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void framesAfterTheIdleTimeoutAreSent() {
    var stream = TestStream.live(3_000);
    stream.requests();
    stream.advance(60_500);
    stream.speak(1_000);
    stream.advance(5_000);
    assertThat(stream.isFinished()).isFalse();
    assertThat(stream.requests()).containsExactly("audio 1000");
  }

  @Test
  void speechWithoutAudioIsReleasedAfterTheIdleTimeout() {
    var stream = new TestStream();
    stream.speechStarted(100);
    assertThat(stream.speechHold()).hasValue(500);
    stream.advance(63_000);
    assertThat(stream.speechHold()).isEmpty();
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.transcripts()).isEmpty();
  }
}
