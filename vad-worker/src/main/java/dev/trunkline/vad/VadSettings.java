// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.core.DetectorRules;
import dev.trunkline.vad.core.StreamDetectorRules;
import dev.trunkline.vad.provider.silero.StateResetPolicy;
import dev.trunkline.vad.provider.turn.TurnModel;

/**
 * What can be set about hearing speech. README.md of this module has the table.
 *
 * @param maxBatch streams in one inference at most; beyond 32 nothing more is won
 * @param warmupMs audio heard before a decision counts, and so re-read by a successor before an
 *     utterance
 * @param gapFillMs the longest gap in the audio that is filled with silence; after a longer one the
 *     stream is taken up anew
 * @param idleMs a stream without frames for so long is given up, as if it had ended
 * @param judgesTurns whether the audio is kept that a semantic model needs
 */
public record VadSettings(
    int maxBatch,
    DetectorRules detector,
    StateResetPolicy reset,
    int warmupMs,
    int gapFillMs,
    int idleMs,
    boolean judgesTurns) {

  /** The settings of each stream's detector. */
  public StreamDetectorRules streamRules() {
    return new StreamDetectorRules(detector, warmupMs, gapFillMs, judgesTurns);
  }

  public static VadSettings from(Settings settings) {
    return new VadSettings(
        settings.integer("VAD_MAX_BATCH", 32, 1, 512),
        detector(settings),
        new StateResetPolicy(
            settings.integer("VAD_RESET_EVERY_MS", 10_000, 1_000, 3_600_000),
            settings.integer("VAD_RESET_QUIET_MS", 320, 32, 60_000),
            settings.number("VAD_RESET_BELOW", 0.3, 0, 1)),
        settings.integer("VAD_WARMUP_MS", 1_000, 0, 10_000),
        settings.integer("VAD_GAP_FILL_MS", 2_000, 0, 60_000),
        settings.integer("VAD_IDLE_MS", 60_000, 1_000, 3_600_000),
        TurnModel.isNamed(settings));
  }

  private static DetectorRules detector(Settings settings) {
    double on = settings.number("VAD_ON", 0.5, 0.01, 0.99);
    double off = settings.number("VAD_OFF", 0.35, 0.01, 0.99);
    if (off > on) {
      throw new InvalidSetting("VAD_OFF", "is above VAD_ON", "set it to VAD_ON or less");
    }
    return new DetectorRules(
        on,
        off,
        settings.number("VAD_PAUSE", 0.95, 0, 1),
        settings.number("VAD_SMOOTHING", 0.65, 0.01, 1),
        settings.integer("VAD_START_WINDOWS", 3, 1, 30),
        (long) settings.integer("VAD_MIN_SPEECH_MS", 0, 0, 2_000) * MuLaw.PER_MS,
        (long) settings.integer("VAD_END_SILENCE_MS", 192, 32, 10_000) * MuLaw.PER_MS,
        guard(settings));
  }

  private static DetectorRules.Guard guard(Settings settings) {
    return new DetectorRules.Guard(
        settings.number("VAD_GUARD_ON", 0.6, 0.01, 0.99),
        settings.integer("VAD_GUARD_START_WINDOWS", 4, 1, 30),
        (long) settings.integer("VAD_GUARD_TAIL_MS", 200, 0, 5_000) * MuLaw.PER_MS);
  }
}
