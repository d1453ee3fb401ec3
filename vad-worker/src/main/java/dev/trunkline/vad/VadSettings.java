// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static dev.trunkline.runtime.settings.Component.VAD_WORKER;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.core.DetectorRules;
import dev.trunkline.vad.core.StreamDetectorRules;
import dev.trunkline.vad.provider.silero.StateResetPolicy;
import dev.trunkline.vad.provider.turn.TurnModel;

/**
 * How the worker detects speech.
 *
 * @param maxBatch maximum number of windows in one inference; throughput does not grow beyond 32
 * @param warmupMs audio that is scored before a decision counts, and that a successor therefore
 *     reads before an utterance
 * @param gapFillMs the longest gap in the audio that is filled with silence; a longer one restarts
 *     the stream
 * @param idleMs a call without frames for this long is closed, as if its stream had ended
 * @param judgesTurns whether a turn model judges the caller's turns
 */
public record VadSettings(
    int maxBatch,
    DetectorRules detector,
    StateResetPolicy reset,
    int warmupMs,
    int gapFillMs,
    int idleMs,
    boolean judgesTurns) {

  static final Setting<Integer> HEALTH_PORT =
      Setting.integer("VAD_HEALTH_PORT", 8081, 0, 65_535)
          .meaning("Port of the VAD worker's `/health` and `/metrics`.")
          .reason("Two workers on one machine, or the port is taken.")
          .readBy(VAD_WORKER);

  static final Setting<Double> THRESHOLD =
      Setting.number("VAD_THRESHOLD", 0.5, 0.01, 0.99)
          .meaning("Probability from which on a window of 32 ms counts towards a start of speech.")
          .reason("Lower (0.4) on very quiet lines, higher where noise is taken for speech.")
          .readBy(VAD_WORKER);

  static final Setting<Double> END_THRESHOLD =
      Setting.number("VAD_END_THRESHOLD", 0.35, 0.01, 0.99)
          .meaning("Probability below which a window counts towards the end of speech.")
          .reason("Together with `VAD_THRESHOLD`, which it may not exceed.")
          .readBy(VAD_WORKER);

  static final Setting<Integer> END_SILENCE_MS =
      Setting.integer("VAD_END_SILENCE_MS", 192, 32, 10_000)
          .meaning(
              "Milliseconds of silence after which an utterance ends. Whether the caller has"
                  + " finished is then decided from the words (`endOfTurn…Ms` in the assistants"
                  + " file).")
          .reason("Shorter for faster answers, longer if utterances break apart.")
          .readBy(VAD_WORKER);

  static final Setting<Integer> START_WINDOWS =
      Setting.integer("VAD_START_WINDOWS", 3, 1, 30)
          .meaning("Windows of 32 ms that make a start of speech.")
          .reason("More where short noises stop the assistant.")
          .readBy(VAD_WORKER);

  static final Setting<Double> ECHO_THRESHOLD =
      Setting.number("VAD_ECHO_THRESHOLD", 0.6, 0.01, 0.99)
          .meaning(
              "In place of `VAD_THRESHOLD` while the caller hears the assistant, so that its echo"
                  + " does not count as speech.")
          .reason("Higher where speakerphones make the assistant interrupt itself.")
          .readBy(VAD_WORKER);

  // Constants: no operator has a reason to change them. Tests do.
  private static final int MAX_BATCH = 32;
  private static final StateResetPolicy RESET = new StateResetPolicy(10_000, 320, 0.3);
  private static final int WARMUP_MS = 1_000;
  private static final int GAP_FILL_MS = 2_000;
  private static final int IDLE_MS = 60_000;
  private static final double PAUSE = 0.95;
  private static final double SMOOTHING = 0.65;
  private static final int ECHO_START_WINDOWS = 4;
  private static final long ECHO_TAIL_SAMPLES = 200L * MuLaw.PER_MS;

  /** The settings of each stream's detector. */
  public StreamDetectorRules streamRules() {
    return new StreamDetectorRules(detector, warmupMs, gapFillMs, judgesTurns);
  }

  /** The same with another detector. */
  public VadSettings withDetector(DetectorRules rules) {
    return new VadSettings(maxBatch, rules, reset, warmupMs, gapFillMs, idleMs, judgesTurns);
  }

  public static VadSettings from(Settings settings) {
    return new VadSettings(
        MAX_BATCH,
        detector(settings),
        RESET,
        WARMUP_MS,
        GAP_FILL_MS,
        IDLE_MS,
        TurnModel.isNamed(settings));
  }

  private static DetectorRules detector(Settings settings) {
    double on = settings.get(THRESHOLD);
    double off = settings.get(END_THRESHOLD);
    if (off > on) {
      throw new InvalidSetting(
          END_THRESHOLD.name(),
          "is above " + THRESHOLD.name(),
          "set it to " + THRESHOLD.name() + " or less");
    }
    return new DetectorRules(
        on,
        off,
        PAUSE,
        SMOOTHING,
        settings.get(START_WINDOWS),
        0,
        (long) settings.get(END_SILENCE_MS) * MuLaw.PER_MS,
        new DetectorRules.Guard(
            settings.get(ECHO_THRESHOLD), ECHO_START_WINDOWS, ECHO_TAIL_SAMPLES));
  }
}
