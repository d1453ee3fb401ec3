// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptionTest {

  @Test
  void theFirstFrameOpensASessionAndItsAudioWaitsForTheStart() {
    var call = new TestCall();
    call.speak(300);
    assertThat(call.line.take()).containsExactly("open 1");
    call.sessionStarts();
    assertThat(call.line.take()).containsExactly("audio 300");
  }

  @Test
  void silenceIsFedToo() {
    var call = TestCall.live(100);
    call.speak(5_000);
    assertThat(call.line.take()).containsExactly("audio 5000");
  }

  @Test
  void audioGoesOutInChunks() {
    var call = TestCall.live(100);
    call.line.takeAudio();
    call.speak(240);
    assertThat(call.line.takeAudio()).extracting(chunk -> chunk.length).containsExactly(800, 800);
  }

  @Test
  void aSpeechEndCommitsWhatWasHeardUpToItsDecision() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.speak(1_340);
    call.speechEnds(2_800, 4_000, 4_320);
    assertThat(call.line.take()).containsExactly("audio 1340", "commit");
  }

  @Test
  void theAnswerToTheCommitIsTheFinalTranscript() {
    var call = utteranceCommitted();
    call.answers("hello there");
    assertThat(call.take())
        .containsExactly(
            new FinalTranscript(
                "CA1",
                "MZ1",
                2_800,
                4_000,
                "hello there",
                TestCall.WALL_MS + 4_000,
                TestCall.WALL_MS));
  }

  @Test
  void aCoughGivesAnEmptyFinal() {
    var call = utteranceCommitted();
    call.answers("");
    assertThat(call.take()).singleElement().extracting("text").isEqualTo("");
  }

  @Test
  void aSpeechEndWaitsForItsAudio() {
    var call = TestCall.live(3_000);
    call.speechStarts(3_100);
    call.speechEnds(3_100, 4_000, 4_300);
    call.pass(5_000);
    assertThat(call.line.take()).isEmpty();
    call.speakLate(1_400);
    assertThat(call.line.take()).containsExactly("audio 1300", "commit", "audio 100");
  }

  @Test
  void aSpeechEndWhoseSilenceIsLostWaitsNotLong() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_500);
    call.speechEnds(2_500, 2_990, 3_300);
    assertThat(call.line.take()).isEmpty();
    call.pass(200);
    assertThat(call.line.take()).containsExactly("commit");
  }

  @Test
  void aSpeechEndReadLongAfterItsAudioIsCommittedAtOnce() {
    var call = TestCall.live(9_040);
    call.speechStarts(2_800);
    call.speechEnds(2_800, 4_000, 4_300);
    assertThat(call.line.take()).containsExactly("audio 40", "commit");
  }

  @Test
  void tooLittleAudioForACommitIsPaddedWithSilence() {
    var call = utteranceCommitted();
    call.line.take();
    call.speak(100);
    call.speechStarts(4_340);
    call.speechEnds(4_340, 4_390, 4_400);
    assertThat(call.line.take()).containsExactly("audio 320", "commit");
  }

  @Test
  void theFirstCommitOfAConnectionHasTheTwoSecondsThatScribeNeeds() {
    var call = TestCall.live(500);
    call.speechStarts(100);
    call.speechEnds(100, 300, 500);
    assertThat(call.line.take()).containsExactly("audio 1500", "commit");
  }

  @Test
  void answersBelongToCommitsInTheirOrder() {
    var call = utteranceCommitted();
    call.speechStarts(4_500);
    call.speak(1_000);
    call.speechEnds(4_500, 5_000, 5_300);
    call.answers("first");
    call.answers("second");
    assertThat(call.take())
        .extracting("endMs", "text")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(4_000L, "first"),
            org.assertj.core.groups.Tuple.tuple(5_000L, "second"));
  }

  @Test
  void partialsArePublishedOnlyWhileTheCallerSpeaks() {
    var call = TestCall.live(3_000);
    call.hears("noise");
    assertThat(call.take()).isEmpty();
    call.speechStarts(2_800);
    call.hears("hello");
    assertThat(call.take())
        .containsExactly(new PartialTranscript("CA1", "MZ1", 2_800, "hello", TestCall.WALL_MS));
    call.speechEnds(2_800, 2_950, 3_000);
    call.pass(200);
    call.hears("hello there");
    assertThat(call.take()).isEmpty();
  }

  @Test
  void theSamePartialIsPublishedOnceAndABurstOnlyWithItsLast() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.hears("one");
    call.hears("one");
    call.hears("one two");
    call.hears("one two three");
    call.pass(200);
    assertThat(call.take()).extracting("text").containsExactly("one", "one two three");
  }

  @Test
  void speechToldAgainAfterATakeOverIsDropped() {
    var call = utteranceCommitted();
    call.answers("hello");
    call.take();
    call.line.take();
    call.speechStarts(2_832);
    call.speechEnds(2_832, 4_032, 4_352);
    assertThat(call.line.take()).isEmpty();
    assertThat(call.speechHold()).isEmpty();
  }

  @Test
  void aSecondStartOfAnOpenUtteranceIsDropped() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_500);
    call.speechStarts(2_532);
    call.speechEnds(2_532, 2_900, 3_000);
    call.answers("hello");
    assertThat(call.take()).extracting("startMs").containsExactly(2_500L);
  }

  @Test
  void anEndThatIsNotThatOfTheOpenUtteranceIsDropped() {
    var call = TestCall.live(5_000);
    call.speechEnds(2_500, 4_000, 4_300);
    call.speechStarts(4_600);
    call.speechEnds(2_532, 4_032, 4_332);
    call.pass(200);
    assertThat(call.line.take()).isEmpty();
    call.speechEnds(4_600, 4_700, 5_000);
    call.answers("hello");
    assertThat(call.take())
        .extracting("startMs", "endMs")
        .containsExactly(org.assertj.core.groups.Tuple.tuple(4_600L, 4_700L));
  }

  @Test
  void speechFromBeforeTheFirstAudioWasAPredecessorsWork() {
    var call = new TestCall(Map.of(), 10_000);
    call.speechStarts(8_000);
    call.speechEnds(8_000, 9_000, 9_300);
    call.speak(100);
    call.speechStarts(9_500);
    call.speechEnds(9_500, 9_900, 9_990);
    call.sessionStarts();
    assertThat(call.line.take()).containsExactly("open 1", "audio 100");
    assertThat(call.speechHold()).isEmpty();
  }

  @Test
  void audioHeardBeforeIsNotFedAgain() {
    var call = TestCall.live(200);
    call.frame(100, new byte[160]);
    call.speak(100);
    assertThat(call.line.take()).containsExactly("audio 100");
  }

  @Test
  void aVeryLongUtteranceIsCommittedInPiecesAndPublishedWhole() {
    var call = TestCall.live(100);
    call.speechStarts(50);
    call.speak(59_900);
    assertThat(call.line.take()).containsExactly("audio 59900", "commit");
    call.answers("the first minute");
    call.hears("and");
    assertThat(call.take()).extracting("text").containsExactly("the first minute and");
    call.speak(1_000);
    call.speechEnds(50, 60_500, 60_900);
    call.answers("and the rest");
    assertThat(call.take())
        .singleElement()
        .extracting("startMs", "endMs", "text")
        .containsExactly(50L, 60_500L, "the first minute and the rest");
  }

  @Test
  void wordsThatScribeCommittedByItselfGoWithTheUtteranceTheyFallInto() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_500);
    call.answers("on its own");
    call.speechEnds(2_500, 2_900, 3_000);
    call.answers("and asked for");
    assertThat(call.take()).extracting("text").containsExactly("on its own and asked for");
  }

  @Test
  void wordsOfAQuietTimeAreNobodysUtterance() {
    var call = TestCall.live(3_000);
    call.answers("ghost");
    call.speechStarts(3_100);
    call.speak(1_000);
    call.speechEnds(3_100, 3_700, 4_000);
    call.answers("hello");
    assertThat(call.take()).extracting("text").containsExactly("hello");
  }

  @Test
  void anOldConnectionIsNotListenedTo() {
    var call = utteranceCommitted();
    int before = call.line.connection;
    call.closes(1006, "");
    call.pass(1_000);
    call.says(before, new dev.trunkline.stt.provider.ScribeEvent.TranscriptCommitted("late"));
    assertThat(call.take()).isEmpty();
  }

  /** An utterance from 2,800 to 4,000, decided at 4,320, whose commit is under way. */
  static TestCall utteranceCommitted() {
    var call = TestCall.live(3_000);
    call.speechStarts(2_800);
    call.speak(1_340);
    call.speechEnds(2_800, 4_000, 4_320);
    return call;
  }
}
