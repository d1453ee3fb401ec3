// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static dev.trunkline.vad.silero.SileroStream.WINDOW;

/**
 * Turns one stream's probabilities into starts and ends of speech. Pure: it knows no clock and
 * counts in samples of media time.
 *
 * <p>Probabilities are smoothed exponentially. Speech starts after enough windows at or above
 * <em>on</em>, and is dated back to the first of them; a window below <em>off</em> before that
 * begins the count anew, one in between does not. It ends when all windows of the silence wait were
 * below <em>off</em>, and is dated back to the end of the last that was not. The first window below
 * <em>pause</em> after one that was not is a pause: Silero lets go slowly, so this comes 30 to 100
 * ms before the smoothed probability is below <em>off</em>.
 */
final class Detector {
  /** What a window changed. */
  enum Change {
    NONE,
    STARTED,
    PAUSED,
    ENDED
  }

  private enum Phase {
    QUIET,
    MAYBE,
    SPEECH
  }

  private final DetectorRules rules;
  private Phase phase = Phase.QUIET;
  private double smoothed;
  private boolean sure;
  private int windowsOn;
  private long start;
  private long lastSpeech;

  Detector(DetectorRules rules) {
    this.rules = rules;
  }

  /**
   * Takes the probability of the window that begins at sample {@code window}.
   *
   * @param guarded true if the assistant may be heard in it
   */
  Change accept(float probability, long window, boolean guarded) {
    smoothed += rules.smoothing() * (probability - smoothed);
    long end = window + WINDOW;
    return switch (phase) {
      case QUIET, MAYBE -> whileQuiet(window, end, guarded);
      case SPEECH -> whileSpeaking(probability, end);
    };
  }

  /** Ends speech that is going on, for want of audio; {@code ENDED} if there was any. */
  Change breakOff() {
    Change change = phase == Phase.SPEECH ? Change.ENDED : Change.NONE;
    phase = Phase.QUIET;
    return change;
  }

  /** The first sample of the speech that started last. */
  long start() {
    return start;
  }

  /** The sample after the last that was speech. */
  long lastSpeech() {
    return lastSpeech;
  }

  boolean isSpeaking() {
    return phase == Phase.SPEECH;
  }

  /** Where speech began that is going on or may just be beginning; else {@code otherwise}. */
  long openSince(long otherwise) {
    return phase == Phase.QUIET ? otherwise : start;
  }

  private Change whileQuiet(long window, long end, boolean guarded) {
    if (smoothed < rules.off()) {
      phase = Phase.QUIET;
      return Change.NONE;
    }
    if (smoothed >= rules.on(guarded)) {
      if (phase == Phase.QUIET) {
        phase = Phase.MAYBE;
        start = window;
        windowsOn = 0;
      }
      windowsOn++;
    }
    if (phase == Phase.MAYBE
        && windowsOn >= rules.startWindows(guarded)
        && end - start >= rules.minSpeechSamples()) {
      phase = Phase.SPEECH;
      lastSpeech = end;
      sure = false;
      return Change.STARTED;
    }
    return Change.NONE;
  }

  private Change whileSpeaking(float probability, long end) {
    if (smoothed >= rules.off()) {
      lastSpeech = end;
    } else if (end - lastSpeech >= rules.endSilenceSamples()) {
      phase = Phase.QUIET;
      return Change.ENDED;
    }
    boolean before = sure;
    sure = probability >= rules.pause();
    return before && !sure ? Change.PAUSED : Change.NONE;
  }
}
