// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

/**
 * When probabilities are speech.
 *
 * @param on the smoothed probability at which a window counts towards a start
 * @param off speech lasts while the smoothed probability is at least this
 * @param pause a window of speech whose own probability, not smoothed, is below this may be its end
 * @param smoothing weight of the newest probability in the smoothed one
 * @param startWindows windows at or above {@code on} that make a start, without one below {@code
 *     off} between them
 * @param minSpeechSamples samples from the first of them after which speech may start
 * @param endSilenceSamples samples below {@code off} after which speech has ended
 * @param guard stricter values while the caller hears the assistant
 */
public record DetectorRules(
    double on,
    double off,
    double pause,
    double smoothing,
    int startWindows,
    long minSpeechSamples,
    long endSilenceSamples,
    Guard guard) {

  /**
   * Values against the assistant's voice echoed by the caller's loudspeaker.
   *
   * @param on in place of {@link DetectorRules#on}
   * @param startWindows in place of {@link DetectorRules#startWindows}
   * @param tailSamples how long they apply after the assistant's last audio
   */
  public record Guard(double on, int startWindows, long tailSamples) {}

  public DetectorRules withPause(double probability) {
    return new DetectorRules(
        on, off, probability, smoothing, startWindows, minSpeechSamples, endSilenceSamples, guard);
  }

  public DetectorRules withSmoothing(double weight) {
    return new DetectorRules(
        on, off, pause, weight, startWindows, minSpeechSamples, endSilenceSamples, guard);
  }

  public DetectorRules withMinSpeechSamples(long samples) {
    return new DetectorRules(
        on, off, pause, smoothing, startWindows, samples, endSilenceSamples, guard);
  }

  double on(boolean guarded) {
    return guarded ? guard.on() : on;
  }

  int startWindows(boolean guarded) {
    return guarded ? guard.startWindows() : startWindows;
  }
}
