// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import static dev.trunkline.stt.core.TestStream.withCommittedUtterance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.stt.provider.ScribeEvent.TranscriptCommitted;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamTranscriptionTest {

  @Test
  void firstFrameOpensAConnectionAndWaitsForTheSession() {
    var stream = new TestStream();
    stream.speak(300);
    assertThat(stream.requests()).containsExactly("open 1");
    stream.startSession();
    assertThat(stream.requests()).containsExactly("audio 300");
  }

  @Test
  void silenceIsSentToo() {
    var stream = TestStream.live(100);
    stream.speak(5_000);
    assertThat(stream.requests()).containsExactly("audio 5000");
  }

  @Test
  void audioIsSentInChunks() {
    var stream = TestStream.live(100);
    stream.chunks();
    stream.speak(240);
    assertThat(stream.chunks()).extracting(chunk -> chunk.length).containsExactly(800, 800);
  }

  @Test
  void speechEndCommitsAudioUpToItsDecision() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.speak(1_340);
    stream.speechEnded(2_800, 4_000, 4_320);
    assertThat(stream.requests()).containsExactly("audio 1340", "commit");
  }

  @Test
  void commitAnswerIsTheFinalTranscript() {
    var stream = withCommittedUtterance();
    stream.segment("hello there");
    assertThat(stream.transcripts())
        .containsExactly(
            new FinalTranscript(
                "CA1",
                "MZ1",
                2_800,
                4_000,
                "hello there",
                TestStream.WALL_MS + 4_000,
                TestStream.WALL_MS));
  }

  @Test
  void noiseGivesAnEmptyFinal() {
    var stream = withCommittedUtterance();
    stream.segment("");
    assertThat(stream.transcripts()).singleElement().extracting("text").isEqualTo("");
  }

  @Test
  void speechEndWaitsForItsAudio() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(3_100);
    stream.speechEnded(3_100, 4_000, 4_300);
    stream.advance(5_000);
    assertThat(stream.requests()).isEmpty();
    stream.receiveLate(1_400);
    assertThat(stream.requests()).containsExactly("audio 1300", "commit", "audio 100");
  }

  @Test
  @DisplayName("a speech end whose trailing silence was lost is committed after a short wait")
  void speechEndWithLostTrailingAudioCommitsSoon() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_500);
    stream.speechEnded(2_500, 2_990, 3_300);
    assertThat(stream.requests()).isEmpty();
    stream.advance(200);
    assertThat(stream.requests()).containsExactly("commit");
  }

  @Test
  void lateSpeechEndCommitsImmediately() {
    var stream = TestStream.live(9_040);
    stream.speechStarted(2_800);
    stream.speechEnded(2_800, 4_000, 4_300);
    assertThat(stream.requests()).containsExactly("audio 40", "commit");
  }

  @Test
  void shortCommitIsPaddedWithSilence() {
    var stream = withCommittedUtterance();
    stream.requests();
    stream.speak(100);
    stream.speechStarted(4_340);
    stream.speechEnded(4_340, 4_390, 4_400);
    assertThat(stream.requests()).containsExactly("audio 320", "commit");
  }

  @Test
  void firstCommitOfAConnectionHasTwoSecondsOfAudio() {
    var stream = TestStream.live(500);
    stream.speechStarted(100);
    stream.speechEnded(100, 300, 500);
    assertThat(stream.requests()).containsExactly("audio 1500", "commit");
  }

  @Test
  void answersMatchCommitsInOrder() {
    var stream = withCommittedUtterance();
    stream.speechStarted(4_500);
    stream.speak(1_000);
    stream.speechEnded(4_500, 5_000, 5_300);
    stream.segment("first");
    stream.segment("second");
    assertThat(stream.transcripts())
        .extracting("endMs", "text")
        .containsExactly(tuple(4_000L, "first"), tuple(5_000L, "second"));
  }

  @Test
  void partialsArePublishedOnlyDuringSpeech() {
    var stream = TestStream.live(3_000);
    stream.partial("noise");
    assertThat(stream.transcripts()).isEmpty();
    stream.speechStarted(2_800);
    stream.partial("hello");
    assertThat(stream.transcripts())
        .containsExactly(new PartialTranscript("CA1", "MZ1", 2_800, "hello", TestStream.WALL_MS));
    stream.speechEnded(2_800, 2_950, 3_000);
    stream.advance(200);
    stream.partial("hello there");
    assertThat(stream.transcripts()).isEmpty();
  }

  @Test
  @DisplayName("a repeated partial is published once, and of a burst only the last")
  void repeatedPartialsAreDroppedAndBurstsThinned() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_800);
    stream.partial("one");
    stream.partial("one");
    stream.partial("one two");
    stream.partial("one two three");
    stream.advance(200);
    assertThat(stream.transcripts()).extracting("text").containsExactly("one", "one two three");
  }

  @Test
  void repeatedSpeechAfterATakeOverIsDropped() {
    var stream = withCommittedUtterance();
    stream.segment("hello");
    stream.transcripts();
    stream.requests();
    stream.speechStarted(2_832);
    stream.speechEnded(2_832, 4_032, 4_352);
    assertThat(stream.requests()).isEmpty();
    assertThat(stream.speechHold()).isEmpty();
  }

  @Test
  void secondStartOfAnOpenUtteranceIsDropped() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_500);
    stream.speechStarted(2_532);
    stream.speechEnded(2_532, 2_900, 3_000);
    stream.segment("hello");
    assertThat(stream.transcripts()).extracting("startMs").containsExactly(2_500L);
  }

  @Test
  void endOfAnotherUtteranceIsDropped() {
    var stream = TestStream.live(5_000);
    stream.speechEnded(2_500, 4_000, 4_300);
    stream.speechStarted(4_600);
    stream.speechEnded(2_532, 4_032, 4_332);
    stream.advance(200);
    assertThat(stream.requests()).isEmpty();
    stream.speechEnded(4_600, 4_700, 5_000);
    stream.segment("hello");
    assertThat(stream.transcripts())
        .extracting("startMs", "endMs")
        .containsExactly(tuple(4_600L, 4_700L));
  }

  @Test
  @DisplayName("speech from before the first audio was transcribed by a predecessor")
  void speechBeforeTheFirstAudioIsDropped() {
    var stream = new TestStream(Map.of(), 10_000, 1);
    stream.speechStarted(8_000);
    stream.speechEnded(8_000, 9_000, 9_300);
    stream.speak(100);
    stream.speechStarted(9_500);
    stream.speechEnded(9_500, 9_900, 9_990);
    stream.startSession();
    assertThat(stream.requests()).containsExactly("open 1", "audio 100");
    assertThat(stream.speechHold()).isEmpty();
  }

  @Test
  void repeatedAudioIsNotSent() {
    var stream = TestStream.live(200);
    stream.frame(100, new byte[160]);
    stream.speak(100);
    assertThat(stream.requests()).containsExactly("audio 100");
  }

  @Test
  void longUtteranceIsCommittedInPiecesAndPublishedWhole() {
    var stream = TestStream.live(100);
    stream.speechStarted(50);
    stream.speak(59_900);
    assertThat(stream.requests()).containsExactly("audio 59900", "commit");
    stream.segment("the first minute");
    stream.partial("and");
    assertThat(stream.transcripts()).extracting("text").containsExactly("the first minute and");
    stream.speak(1_000);
    stream.speechEnded(50, 60_500, 60_900);
    stream.segment("and the rest");
    assertThat(stream.transcripts())
        .singleElement()
        .extracting("startMs", "endMs", "text")
        .containsExactly(50L, 60_500L, "the first minute and the rest");
  }

  @Test
  void scribesOwnCommitJoinsTheUtteranceItFallsInto() {
    var stream = TestStream.live(3_000);
    stream.speechStarted(2_500);
    stream.segment("on its own");
    stream.speechEnded(2_500, 2_900, 3_000);
    stream.segment("and asked for");
    assertThat(stream.transcripts()).extracting("text").containsExactly("on its own and asked for");
  }

  @Test
  void wordsOutsideSpeechBelongToNoUtterance() {
    var stream = TestStream.live(3_000);
    stream.segment("ghost");
    stream.speechStarted(3_100);
    stream.speak(1_000);
    stream.speechEnded(3_100, 3_700, 4_000);
    stream.segment("hello");
    assertThat(stream.transcripts()).extracting("text").containsExactly("hello");
  }

  @Test
  void eventsOfAnEarlierConnectionAreIgnored() {
    var stream = withCommittedUtterance();
    int before = stream.connection();
    stream.closed(1006, "");
    stream.advance(1_000);
    stream.scribe(before, new TranscriptCommitted("late"));
    assertThat(stream.transcripts()).isEmpty();
  }
}
