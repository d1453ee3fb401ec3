// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.Detector.Change;
import dev.trunkline.vad.silero.SileroStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without smoothing unless a test says otherwise; a window is 32 ms. */
class DetectorTest {
  private final List<String> changes = new ArrayList<>();
  private Detector detector = detector(Map.of());
  private int window;
  private boolean guarded;

  @Test
  void speechStartsWithTheThirdWindowAndIsDatedBackToTheFirst() {
    hear(0.1, 0.9, 0.9, 0.9, 0.9);
    assertThat(changes).containsExactly("STARTED 32 told at 128");
  }

  @Test
  void aCoughOfTwoWindowsIsNoSpeech() {
    hear(0.9, 0.9, 0.1, 0.9, 0.9, 0.1);
    assertThat(changes).isEmpty();
  }

  @Test
  void aWindowBetweenOffAndOnDoesNotCountButDoesNotBeginTheCountAnew() {
    hear(0.9, 0.4, 0.9, 0.4, 0.9);
    assertThat(changes).containsExactly("STARTED 0 told at 160");
  }

  @Test
  void whatNeverReachesOnIsNoSpeech() {
    hear(repeat(0.49, 100));
    assertThat(changes).isEmpty();
  }

  @Test
  void whileTheAssistantSpeaksAFaintVoiceIsNoSpeech() {
    guarded = true;
    hear(repeat(0.55, 20));
    assertThat(changes).isEmpty();
    guarded = false;
    hear(repeat(0.55, 3));
    assertThat(changes).hasSize(1);
  }

  @Test
  void whileTheAssistantSpeaksSpeechMustLastLonger() {
    guarded = true;
    hear(repeat(0.9, 3));
    assertThat(changes).isEmpty();
    hear(0.9);
    assertThat(changes).containsExactly("STARTED 0 told at 128");
  }

  @Test
  void minimumSpeechDelaysTheStart() {
    detector = detector(Map.of("VAD_START_WINDOWS", "2", "VAD_MIN_SPEECH_MS", "160"));
    hear(repeat(0.9, 6));
    assertThat(changes).containsExactly("STARTED 0 told at 160");
  }

  @Test
  void speechEndsWhenTheWholeWaitWasSilentAndIsDatedBackToItsLastWindow() {
    hear(repeat(0.9, 10));
    hear(repeat(0.1, 12));
    assertThat(changes).containsExactly("STARTED 0 told at 96", "ENDED 320 told at 640");
  }

  @Test
  void theWaitIsRoundedUpToWindows() {
    detector = detector(Map.of("VAD_END_SILENCE_MS", "64"));
    hear(0.9, 0.9, 0.9, 0.1, 0.1);
    assertThat(changes).containsExactly("STARTED 0 told at 96", "ENDED 96 told at 160");
    detector = detector(Map.of("VAD_END_SILENCE_MS", "65"));
    hear(0.9, 0.9, 0.9, 0.1, 0.1, 0.1);
    assertThat(changes).last().isEqualTo("ENDED 256 told at 352");
  }

  @Test
  void oneWindowOfSpeechBeginsTheWaitAnew() {
    hear(repeat(0.9, 5));
    hear(repeat(0.1, 9));
    hear(0.36);
    hear(repeat(0.1, 10));
    assertThat(changes).containsExactly("STARTED 0 told at 96", "ENDED 480 told at 800");
  }

  @Test
  void theFirstWindowThatIsLessSureIsAPauseUntilOneIsSureAgain() {
    detector = detector(Map.of("VAD_PAUSE", "0.8"));
    hear(0.5, 0.9, 0.9, 0.9);
    hear(0.7, 0.2, 0.9, 0.9, 0.1);
    assertThat(changes)
        .containsExactly(
            "STARTED 0 told at 96", "PAUSED 160 told at 160", "PAUSED 256 told at 288");
  }

  @Test
  void aSecondUtteranceIsItsOwn() {
    hear(repeat(0.9, 5));
    hear(repeat(0.1, 10));
    hear(repeat(0.9, 3));
    assertThat(changes)
        .containsExactly(
            "STARTED 0 told at 96", "ENDED 160 told at 480", "STARTED 480 told at 576");
  }

  @Test
  void smoothingKeepsASingleLoudWindowBelowOn() {
    detector = detector(Map.of("VAD_SMOOTHING", "0.5", "VAD_START_WINDOWS", "1"));
    hear(0.9, 0.0, 0.0);
    assertThat(changes).isEmpty();
    hear(0.9, 0.9);
    assertThat(changes).hasSize(1);
  }

  @Test
  void speechThatIsBrokenOffEnds() {
    hear(repeat(0.9, 4));
    assertThat(detector.breakOff()).isEqualTo(Change.ENDED);
    assertThat(detector.lastSpeech()).isEqualTo(4L * SileroStream.WINDOW);
    assertThat(detector.breakOff()).isEqualTo(Change.NONE);
  }

  @Test
  void whatMayBecomeSpeechIsOpenBeforeItIsTold() {
    hear(0.1, 0.9);
    assertThat(detector.isSpeaking()).isFalse();
    assertThat(detector.openSince(999)).isEqualTo(SileroStream.WINDOW);
    hear(0.1);
    assertThat(detector.openSince(999)).isEqualTo(999);
  }

  private void hear(double... probabilities) {
    for (double probability : probabilities) {
      long from = (long) window++ * SileroStream.WINDOW;
      Change change = detector.accept((float) probability, from, guarded);
      if (change != Change.NONE) {
        long about = change == Change.STARTED ? detector.start() : detector.lastSpeech();
        changes.add(change + " " + about / 8 + " told at " + (from + SileroStream.WINDOW) / 8);
      }
    }
  }

  private static double[] repeat(double probability, int windows) {
    return IntStream.range(0, windows).mapToDouble(i -> probability).toArray();
  }

  private static Detector detector(Map<String, String> environment) {
    Settings settings =
        Settings.of(Map.of("VAD_SMOOTHING", "1", "VAD_END_SILENCE_MS", "300", "VAD_PAUSE", "0"))
            .with(environment);
    return new Detector(VadSettings.from(settings).detector());
  }
}
