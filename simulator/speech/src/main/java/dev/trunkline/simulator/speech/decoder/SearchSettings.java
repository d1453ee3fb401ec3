// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

/**
 * How wide the search looks. All in natural logarithms.
 *
 * @param beam states this much worse than the best one are given up
 * @param phoneBeam likewise for moving to the next phone
 * @param wordBeam likewise for ending a word
 * @param languageWeight how much the language model counts against the acoustic one
 * @param wordPenalty added for every word
 * @param silencePenalty added for every pause between words
 * @param noisePenalty added for every noise
 */
record SearchSettings(
    float beam,
    float phoneBeam,
    float wordBeam,
    float languageWeight,
    float wordPenalty,
    float silencePenalty,
    float noisePenalty) {
  /**
   * Measured on the bundled clips over a telephone line: with beams of 120, 100 and 80 half as much
   * work again and no better; with 80, 60 and 50 two thirds of the work and five more errors in 208
   * words.
   */
  static final SearchSettings DEFAULT = new SearchSettings(100, 80, 60, 7, -1, -3, -8);
}
