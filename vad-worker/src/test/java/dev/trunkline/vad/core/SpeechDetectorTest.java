// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.VadSettings;
import dev.trunkline.vad.core.SpeechDetector.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without smoothing unless a test says otherwise; a window is 32 ms. */
class SpeechDetectorTest {
  private final List<String> changes = new ArrayList<>();
  private SpeechDetector detector = detector(Map.of());
  private int window;
  private boolean guarded;
  private boolean loud = true;

  @Test
  void startNeedsThreeWindowsAndIsDatedBackToTheFirst() {
    score(0.1, 0.9, 0.9, 0.9, 0.9);
    assertThat(changes).containsExactly("STARTED 32 at 128");
  }

  @Test
  void twoWindowsAreNoSpeech() {
    score(0.9, 0.9, 0.1, 0.9, 0.9, 0.1);
    assertThat(changes).isEmpty();
  }

  @Test
  void windowBetweenOffAndOnDoesNotResetTheCount() {
    score(0.9, 0.4, 0.9, 0.4, 0.9);
    assertThat(changes).containsExactly("STARTED 0 at 160");
  }

  @Test
  void probabilitiesBelowOnAreNoSpeech() {
    score(repeat(0.49, 100));
    assertThat(changes).isEmpty();
  }

  @Test
  void guardRaisesTheStartProbability() {
    guarded = true;
    score(repeat(0.55, 20));
    assertThat(changes).isEmpty();
    guarded = false;
    score(repeat(0.55, 3));
    assertThat(changes).hasSize(1);
  }

  @Test
  void voiceTooFaintForTheCallerDoesNotStartSpeech() {
    loud = false;
    guarded = true;
    score(repeat(0.9, 40));
    assertThat(changes).isEmpty();
    loud = true;
    score(0.9, 0.9);
    assertThat(changes).hasSize(1);
  }

  @Test
  void guardRaisesTheNumberOfStartWindows() {
    guarded = true;
    score(repeat(0.9, 3));
    assertThat(changes).isEmpty();
    score(0.9);
    assertThat(changes).containsExactly("STARTED 0 at 128");
  }

  @Test
  void minimumSpeechDelaysTheStart() {
    detector =
        new SpeechDetector(
            rules(Map.of("VAD_START_WINDOWS", "2")).withMinSpeechSamples(160 * MuLaw.PER_MS));
    score(repeat(0.9, 6));
    assertThat(changes).containsExactly("STARTED 0 at 160");
  }

  @Test
  void endIsDatedBackToTheLastWindowOfSpeech() {
    score(repeat(0.9, 10));
    score(repeat(0.1, 12));
    assertThat(changes).containsExactly("STARTED 0 at 96", "ENDED 320 at 640");
  }

  @Test
  void silenceWaitIsRoundedUpToWindows() {
    detector = detector(Map.of("VAD_END_SILENCE_MS", "64"));
    score(0.9, 0.9, 0.9, 0.1, 0.1);
    assertThat(changes).containsExactly("STARTED 0 at 96", "ENDED 96 at 160");
    detector = detector(Map.of("VAD_END_SILENCE_MS", "65"));
    score(0.9, 0.9, 0.9, 0.1, 0.1, 0.1);
    assertThat(changes).last().isEqualTo("ENDED 256 at 352");
  }

  @Test
  void oneWindowOfSpeechRestartsTheSilenceWait() {
    score(repeat(0.9, 5));
    score(repeat(0.1, 9));
    score(0.36);
    score(repeat(0.1, 10));
    assertThat(changes).containsExactly("STARTED 0 at 96", "ENDED 480 at 800");
  }

  @Test
  void firstWindowBelowPauseIsReportedOnce() {
    detector = new SpeechDetector(rules(Map.of()).withPause(0.8));
    score(0.5, 0.9, 0.9, 0.9);
    score(0.7, 0.2, 0.9, 0.9, 0.1);
    assertThat(changes)
        .containsExactly("STARTED 0 at 96", "PAUSED 160 at 160", "PAUSED 256 at 288");
  }

  @Test
  void secondUtteranceIsSeparate() {
    score(repeat(0.9, 5));
    score(repeat(0.1, 10));
    score(repeat(0.9, 3));
    assertThat(changes)
        .containsExactly("STARTED 0 at 96", "ENDED 160 at 480", "STARTED 480 at 576");
  }

  @Test
  void smoothingKeepsASingleWindowBelowOn() {
    detector = new SpeechDetector(rules(Map.of("VAD_START_WINDOWS", "1")).withSmoothing(0.5));
    score(0.9, 0.0, 0.0);
    assertThat(changes).isEmpty();
    score(0.9, 0.9);
    assertThat(changes).hasSize(1);
  }

  @Test
  void stopEndsSpeechInProgress() {
    score(repeat(0.9, 4));
    assertThat(detector.stop()).isEqualTo(Change.ENDED);
    assertThat(detector.lastSpeech()).isEqualTo(4L * StreamDetector.WINDOW_SAMPLES);
    assertThat(detector.stop()).isEqualTo(Change.NONE);
  }

  @Test
  void possibleSpeechIsOpenBeforeItsStartIsCertain() {
    score(0.1, 0.9);
    assertThat(detector.isSpeaking()).isFalse();
    assertThat(detector.openSince(999)).isEqualTo(StreamDetector.WINDOW_SAMPLES);
    score(0.1);
    assertThat(detector.openSince(999)).isEqualTo(999);
  }

  private void score(double... probabilities) {
    for (double probability : probabilities) {
      long from = (long) window++ * StreamDetector.WINDOW_SAMPLES;
      Change change = detector.accept((float) probability, from, guarded, loud);
      if (change != Change.NONE) {
        long about = change == Change.STARTED ? detector.start() : detector.lastSpeech();
        changes.add(change + " " + about / 8 + " at " + (from + StreamDetector.WINDOW_SAMPLES) / 8);
      }
    }
  }

  private static double[] repeat(double probability, int windows) {
    return IntStream.range(0, windows).mapToDouble(i -> probability).toArray();
  }

  private static SpeechDetector detector(Map<String, String> environment) {
    return new SpeechDetector(rules(environment));
  }

  /** Without smoothing and pauses, so that each probability acts by itself. */
  private static DetectorRules rules(Map<String, String> environment) {
    Settings settings = Settings.of(Map.of("VAD_END_SILENCE_MS", "300")).with(environment);
    return VadSettings.from(settings).detector().withSmoothing(1).withPause(0);
  }
}
