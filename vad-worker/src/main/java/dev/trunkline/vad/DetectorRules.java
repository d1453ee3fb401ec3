// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

/**
 * When probabilities are speech.
 *
 * @param on the smoothed probability at which a window counts towards a start
 * @param off speech lasts while the smoothed probability is at least this
 * @param pause a window of speech whose own probability, not smoothed, is below this may be its end
 * @param smoothing weight of the newest probability; the rest is the smoothed one before
 * @param startWindows windows at or above {@code on} that make a start, without one below {@code
 *     off} between them
 * @param minSpeechSamples what must have passed since the first of them
 * @param endSilenceSamples how long it must stay below {@code off} until speech has ended
 * @param guard what else is asked for while the assistant speaks
 */
record DetectorRules(
    double on,
    double off,
    double pause,
    double smoothing,
    int startWindows,
    long minSpeechSamples,
    long endSilenceSamples,
    Guard guard) {

  /**
   * Against the assistant's own voice coming back from a loudspeaker.
   *
   * @param on in place of {@link DetectorRules#on}
   * @param startWindows in place of {@link DetectorRules#startWindows}
   * @param tailSamples how long it goes on after the assistant's last sound
   */
  record Guard(double on, int startWindows, long tailSamples) {}

  double on(boolean guarded) {
    return guarded ? guard.on() : on;
  }

  int startWindows(boolean guarded) {
    return guarded ? guard.startWindows() : startWindows;
  }
}
