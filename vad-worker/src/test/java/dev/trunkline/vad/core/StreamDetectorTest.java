// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static dev.trunkline.vad.core.StreamDetector.MAX_WAITING_SAMPLES;
import static dev.trunkline.vad.core.StreamDetector.WINDOW_SAMPLES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.VadSettings;
import dev.trunkline.vad.core.DetectorAction.AppendAudio;
import dev.trunkline.vad.core.DetectorAction.AppendSilence;
import dev.trunkline.vad.core.DetectorAction.EndStream;
import dev.trunkline.vad.core.DetectorAction.FrameRepeated;
import dev.trunkline.vad.core.DetectorAction.FramesMissing;
import dev.trunkline.vad.core.DetectorAction.Hold;
import dev.trunkline.vad.core.DetectorAction.Publish;
import dev.trunkline.vad.core.DetectorAction.Restart;
import dev.trunkline.vad.core.DetectorAction.ScoreNow;
import dev.trunkline.vad.core.DetectorAction.ScoreWindows;
import dev.trunkline.vad.core.DetectorInput.FrameRead;
import dev.trunkline.vad.core.DetectorInput.ScoringDone;
import dev.trunkline.vad.core.DetectorInput.StreamStopped;
import dev.trunkline.vad.core.DetectorInput.WindowScored;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames of 20 ms have 160 samples; the offset of a frame is its sequence number plus 100. */
class StreamDetectorTest {
  private static final ReturnAddress GATEWAY = ReturnAddress.ofGateway("a");
  private static final long NOW_MS = 7;
  private static final VadSettings SETTINGS = VadSettings.from(Settings.of(Map.of()));
  private static final StreamDetectorRules RULES =
      SETTINGS.withDetector(SETTINGS.detector().withSmoothing(1)).streamRules();

  private final FrameRead first = frame(0, 0, 160);
  private final StreamDetector detector = new StreamDetector(first, RULES, true);

  @Test
  void frameIsAppendedAndItsOffsetHeld() {
    assertThat(on(first)).containsExactly(append(first, 0, 160), new Hold(100));
  }

  @Test
  void completeWindowIsScored() {
    on(first);
    FrameRead second = frame(1, 20, 160);
    assertThat(on(second)).containsExactly(append(second, 0, 160), new ScoreWindows(1));
  }

  @Test
  void repeatedFrameIsReportedOnly() {
    on(first);
    assertThat(on(first)).containsExactly(new FrameRepeated());
  }

  @Test
  void missingFramesAreReportedAndFilledWithSilence() {
    on(first);
    FrameRead later = frame(3, 60, 160);
    assertThat(on(later))
        .containsExactly(
            new FramesMissing(2),
            new AppendSilence(320),
            append(later, 0, 160),
            new ScoreWindows(2));
  }

  @Test
  void longFrameIsAppendedInPartsBetweenScores() {
    on(first);
    FrameRead lengthy = frame(1, 20, 5_000);
    int room = MAX_WAITING_SAMPLES - 160;
    assertThat(on(lengthy))
        .containsExactly(append(lengthy, 0, room), new ScoreWindows(16), new ScoreNow());
    for (int i = 0; i < 16; i++) {
      on(new WindowScored(0));
    }
    assertThat(on(new ScoringDone()))
        .containsExactly(append(lengthy, room, 5_000 - room), new ScoreWindows(4));
  }

  @Test
  void discontinuityRestartsTheStream() {
    on(first);
    assertThat(on(frame(201, 4_020, 160))).containsExactly(new FramesMissing(200), new Restart());
  }

  @Test
  void firstFrameAfterARestartIsPlaced() {
    FrameRead again = frame(201, 4_020, 160);
    var restarted = new StreamDetector(again, RULES, true);
    restarted.on(again, NOW_MS);
    assertThat(restarted.on(again, NOW_MS)).containsExactly(new FrameRepeated());
    FrameRead next = frame(202, 4_043, 160);
    assertThat(restarted.on(next, NOW_MS)).startsWith(append(next, 0, 160));
  }

  @Test
  void endMarkEndsTheStream() {
    on(first);
    assertThat(on(frame(1, 20, 0))).containsExactly(new EndStream());
  }

  @Test
  void speechIsPublishedToTheLatestReturnAddress() {
    on(first);
    on(frame(1, 20, 4 * WINDOW_SAMPLES));
    on(new WindowScored(1));
    on(new WindowScored(1));
    assertThat(on(new WindowScored(1)))
        .contains(new Publish(new SpeechStarted("CA1", "MZ1", 0, NOW_MS), GATEWAY));
  }

  @Test
  void stopEndsSpeechInProgress() {
    on(first);
    on(frame(1, 20, 4 * WINDOW_SAMPLES));
    assertThat(on(new StreamStopped())).isEmpty();
    for (int i = 0; i < 3; i++) {
      on(new WindowScored(1));
    }
    assertThat(on(new StreamStopped()))
        .containsExactly(
            new Publish(new SpeechEnded("CA1", "MZ1", 0, 96, 96, 96L, NOW_MS), GATEWAY));
  }

  @Test
  void utteranceOfAPredecessorIsNotPublished() {
    var successor = new StreamDetector(first, RULES, false);
    successor.on(first, NOW_MS);
    successor.on(frame(1, 20, 4 * WINDOW_SAMPLES), NOW_MS);
    for (int i = 0; i < 3; i++) {
      assertThat(successor.on(new WindowScored(1), NOW_MS)).isEmpty();
    }
    assertThat(successor.on(new StreamStopped(), NOW_MS)).isEmpty();
  }

  private List<DetectorAction> on(DetectorInput input) {
    return detector.on(input, NOW_MS);
  }

  private static FrameRead frame(long sequence, long mediaMs, int samples) {
    return new FrameRead(
        new InboundAudio(
            "CA1",
            "MZ1",
            sequence,
            mediaMs,
            GATEWAY,
            false,
            InboundAudio.Echo.NONE,
            new byte[samples]),
        100 + sequence);
  }

  private static AppendAudio append(FrameRead read, int from, int count) {
    return new AppendAudio(read.frame().ulaw(), from, count);
  }
}
