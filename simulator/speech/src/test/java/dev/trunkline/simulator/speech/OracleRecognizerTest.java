// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OracleRecognizerTest {
  private static final Clips CLIPS = Clips.bundled();
  private final OracleRecognizer oracle = new OracleRecognizer(CLIPS);

  @Test
  void everyClipIsKnownThroughAHalfBandFilter() {
    for (Clip clip : CLIPS.all()) {
      assertThat(hear(TelephoneLine.heard(clip))).isEqualTo(Clips.normalised(clip.text()));
    }
  }

  @Test
  void everyClipIsKnownThroughLinearInterpolation() {
    for (Clip clip : CLIPS.all()) {
      assertThat(hear(TelephoneLine.heardLinearly(clip))).isEqualTo(Clips.normalised(clip.text()));
    }
  }

  @Test
  void itDoesNotMatterWhichOfTwoSamplesIsTheRealOne() {
    short[] heard = TelephoneLine.heard(clip("Please transfer me to a human in billing."));
    assertThat(hear(Arrays.copyOfRange(heard, 1, heard.length)))
        .isEqualTo("please transfer me to a human in billing");
  }

  @Test
  void aLostFrameCostsNoWord() {
    short[] heard = TelephoneLine.heard(clip("Please transfer me to a human in billing."));
    Arrays.fill(heard, 16_000, 16_640, (short) 0);
    assertThat(hear(heard)).isEqualTo("please transfer me to a human in billing");
  }

  @Test
  void aCommitInTheMiddleOfASentenceSplitsItWithoutLosingAWord() {
    short[] heard =
        TelephoneLine.heard(
            clip("I would like to check the status of order number four two seven."));
    for (int cut = 8_000; cut < heard.length; cut += 8_000) {
      try (RecognitionSession session = oracle.open()) {
        TelephoneLine.play(session, Arrays.copyOf(heard, cut));
        String first = session.commit();
        TelephoneLine.play(session, Arrays.copyOfRange(heard, cut, heard.length));
        String both = (first + " " + session.commit()).strip();
        assertThat(both)
            .isEqualTo("i would like to check the status of order number four two seven");
      }
    }
  }

  @Test
  void thePartialGrowsWithWhatHasBeenHeard() {
    short[] heard = TelephoneLine.heard(clip("What time do you open tomorrow?"));
    try (RecognitionSession session = oracle.open()) {
      assertThat(session.partial()).isEmpty();
      TelephoneLine.play(session, Arrays.copyOf(heard, heard.length / 2));
      assertThat("what time do you open tomorrow").startsWith(session.partial());
      assertThat(session.partial().split(" ")).hasSizeBetween(2, 5);
    }
  }

  @Test
  void theSameSentenceTwiceIsHeardTwice() {
    short[] heard = TelephoneLine.heard(clip("Yes please."));
    try (RecognitionSession session = oracle.open()) {
      TelephoneLine.play(session, heard);
      TelephoneLine.play(session, heard);
      assertThat(session.commit()).isEqualTo("yes please yes please");
      assertThat(session.commit()).isEmpty();
    }
  }

  @Test
  void otherSpeechIsSilenceToIt() {
    short[] babble = new BabbleSynthesizer().speak("What time do you open tomorrow?").pcm();
    assertThat(hear(babble)).isEmpty();
  }

  private String hear(short[] pcm) {
    try (RecognitionSession session = oracle.open()) {
      TelephoneLine.play(session, pcm);
      return session.commit();
    }
  }

  private static Clip clip(String text) {
    return CLIPS.saying(text).orElseThrow();
  }
}
