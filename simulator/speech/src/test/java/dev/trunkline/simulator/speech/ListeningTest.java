// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every recogniser that really listens must understand. */
abstract class ListeningTest {
  static final Clips CLIPS = Clips.bundled();

  /** The one to test, loaded once. */
  abstract Recognizer recognizer();

  /** How many words of one sentence of the demo it may get wrong: none, if it is not known to. */
  int errorsInASentence() {
    return 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What time do you open tomorrow?",
        "I would like to check the status of order number four two seven.",
        "Can I change my appointment to Friday?",
        "No thank you, that is all, goodbye."
      })
  void theSentencesOfTheDemoAreUnderstoodOverTheTelephone(String sentence) {
    for (String voice : new String[] {"rms", "slt"}) {
      Clip clip = CLIPS.saying(sentence, voice).orElseThrow();
      String heard = hear(TelephoneLine.heard(clip));
      assertThat(WordErrors.count(Clips.normalised(sentence), heard))
          .as("errors in “%s”", heard)
          .isLessThanOrEqualTo(errorsInASentence());
    }
  }

  @Test
  void recognizes97PercentOfWordsOnTelephoneAudio() {
    int words = 0;
    int errors = 0;
    for (Clip clip : CLIPS.all()) {
      String said = Clips.normalised(clip.text());
      errors += WordErrors.count(said, hear(TelephoneLine.heard(clip)));
      words += said.split(" ").length;
    }
    assertThat(errors).as("errors in %d words", words).isLessThanOrEqualTo(words * 3 / 100);
  }

  @Test
  void silenceIsNoWord() {
    assertThat(hear(TelephoneLine.silence(3_000))).isEmpty();
  }

  @Test
  void aQuietlyHissingLineIsNoWord() {
    var random = new Random(7);
    short[] hiss = TelephoneLine.silence(3_000);
    for (int i = 0; i < hiss.length; i++) {
      hiss[i] = (short) (25 * random.nextGaussian());
    }
    assertThat(hear(hiss)).isEmpty();
  }

  @Test
  void aLongSilenceBeforeAndWithinTheSentenceChangesNothing() {
    short[] first = TelephoneLine.heard(CLIPS.saying("Hello.").orElseThrow());
    short[] second = TelephoneLine.heard(CLIPS.saying("What is my account balance?").orElseThrow());
    try (RecognitionSession session = recognizer().open()) {
      TelephoneLine.play(session, TelephoneLine.silence(4_000));
      TelephoneLine.play(session, first);
      TelephoneLine.play(session, TelephoneLine.silence(2_500));
      TelephoneLine.play(session, second);
      assertThat(session.commit()).isEqualTo("hello what is my account balance");
    }
  }

  @Test
  void everyCommitBeginsAnotherSegment() {
    try (RecognitionSession session = recognizer().open()) {
      for (String sentence : new String[] {"Yes please.", "Where are you located?"}) {
        TelephoneLine.play(session, TelephoneLine.heard(CLIPS.saying(sentence).orElseThrow()));
        TelephoneLine.play(session, TelephoneLine.silence(300));
        assertThat(session.commit()).isEqualTo(Clips.normalised(sentence));
      }
      assertThat(session.commit()).isEmpty();
      assertThat(session.partial()).isEmpty();
    }
  }

  @Test
  void aCommitLeavesNoPartialBehind() {
    Clip clip = CLIPS.saying("My order has not arrived yet.").orElseThrow();
    try (RecognitionSession session = recognizer().open()) {
      TelephoneLine.play(session, TelephoneLine.heard(clip));
      assertThat(session.commit()).isEqualTo("my order has not arrived yet");
      assertThat(session.partial()).isEmpty();
    }
  }

  private String hear(short[] pcm) {
    try (RecognitionSession session = recognizer().open()) {
      TelephoneLine.play(session, pcm);
      TelephoneLine.play(session, TelephoneLine.silence(200));
      return session.commit();
    }
  }
}
