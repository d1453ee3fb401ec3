package dev.trunkline.vad;

/**
 * When probabilities are speech.
 *
 * @param on the smoothed probability at which a window counts towards a start
 * @param off speech lasts while the smoothed probability is at least this
 * @param smoothing weight of the newest probability; the rest is the smoothed one before
 * @param startWindows windows at or above {@code on} that make a start, without one below {@code
 *     off} between them
 * @param minSpeechSamples what must have passed since the first of them
 * @param endSilenceSamples how long it must stay below {@code off} until speech has ended
 */
record DetectorRules(
    double on,
    double off,
    double smoothing,
    int startWindows,
    long minSpeechSamples,
    long endSilenceSamples) {}
