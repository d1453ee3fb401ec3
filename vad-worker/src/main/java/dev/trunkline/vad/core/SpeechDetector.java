// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static dev.trunkline.vad.core.StreamDetector.WINDOW_SAMPLES;

/**
 * Turns the probabilities of one stream's windows into starts, pauses and ends of speech. Time is
 * counted in samples of media time.
 *
 * <p>Probabilities are smoothed exponentially. Speech starts after enough windows at or above
 * <em>on</em>, and is dated back to the first of them; a window below <em>off</em> before that
 * restarts the count, one between <em>off</em> and <em>on</em> does not. Speech ends when all
 * windows of the silence wait were below <em>off</em>, and is dated back to the end of the last one
 * that was not. The first window below <em>pause</em> after one that was not is a pause: Silero's
 * probability falls slowly, so this comes 30 to 100 ms before the smoothed one is below
 * <em>off</em>.
 */
final class SpeechDetector {
  /** What a window changed. */
  enum Change {
    NONE,
    STARTED,
    PAUSED,
    ENDED
  }

  private enum Phase {
    QUIET,
    MAYBE_SPEECH,
    SPEECH
  }

  /** A start needs so many windows as loud as the caller. */
  private static final int LOUD_WINDOWS = 2;

  private static final double LIKELY = 0.5;

  private final DetectorRules rules;
  private Phase phase = Phase.QUIET;
  private double smoothed;
  private boolean abovePause;
  private int windowsOn;
  private int windowsLoud;
  private long start;
  private long lastSpeech;
  private long lastLikely;

  SpeechDetector(DetectorRules rules) {
    this.rules = rules;
  }

  /**
   * Takes the probability of the window that starts at sample {@code window}.
   *
   * @param guarded true if the caller may hear the assistant in it
   * @param loud true if it is loud enough for the caller
   */
  Change accept(float probability, long window, boolean guarded, boolean loud) {
    smoothed += rules.smoothing() * (probability - smoothed);
    long end = window + WINDOW_SAMPLES;
    return switch (phase) {
      case QUIET, MAYBE_SPEECH -> whileQuiet(window, end, guarded, loud);
      case SPEECH -> whileSpeaking(probability, end);
    };
  }

  /** The audio has ended: {@code ENDED} if speech was in progress. */
  Change stop() {
    Change change = phase == Phase.SPEECH ? Change.ENDED : Change.NONE;
    phase = Phase.QUIET;
    return change;
  }

  /** The first sample of the latest speech. */
  long start() {
    return start;
  }

  /** The sample after the last one that was speech. */
  long lastSpeech() {
    return lastSpeech;
  }

  /**
   * The sample after the last window that alone was likely speech: the sound of a last consonant
   * may come after {@link #lastSpeech}.
   */
  long lastLikelySpeech() {
    return lastLikely;
  }

  boolean isSpeaking() {
    return phase == Phase.SPEECH;
  }

  /**
   * Where speech in progress, or a possible start of it, began; {@code defaultValue} if neither.
   */
  long openSince(long defaultValue) {
    return phase == Phase.QUIET ? defaultValue : start;
  }

  private Change whileQuiet(long window, long end, boolean guarded, boolean loud) {
    if (smoothed < rules.off()) {
      phase = Phase.QUIET;
      return Change.NONE;
    }
    if (smoothed >= rules.on(guarded)) {
      if (phase == Phase.QUIET) {
        phase = Phase.MAYBE_SPEECH;
        start = window;
        windowsOn = 0;
        windowsLoud = 0;
      }
      windowsOn++;
      windowsLoud += loud ? 1 : 0;
    }
    if (phase == Phase.MAYBE_SPEECH
        && windowsOn >= rules.startWindows(guarded)
        && windowsLoud >= Math.min(LOUD_WINDOWS, rules.startWindows(guarded))
        && end - start >= rules.minSpeechSamples()) {
      phase = Phase.SPEECH;
      lastSpeech = end;
      lastLikely = end;
      abovePause = false;
      return Change.STARTED;
    }
    return Change.NONE;
  }

  private Change whileSpeaking(float probability, long end) {
    if (probability >= LIKELY) {
      lastLikely = end;
    }
    if (smoothed >= rules.off()) {
      lastSpeech = end;
    } else if (end - lastSpeech >= rules.endSilenceSamples()) {
      phase = Phase.QUIET;
      return Change.ENDED;
    }
    boolean before = abovePause;
    abovePause = probability >= rules.pause();
    return before && !abovePause ? Change.PAUSED : Change.NONE;
  }
}
