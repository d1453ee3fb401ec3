// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/** Root mean square levels of stretches of audio. */
final class RmsLevel {
  private RmsLevel() {}

  static double rms(short[] pcm, int offset, int length) {
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += (double) pcm[i] * pcm[i];
    }
    return Math.sqrt(sum / Math.max(1, length));
  }
}
