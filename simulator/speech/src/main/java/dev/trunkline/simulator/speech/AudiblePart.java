// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/**
 * From the first to the last block of a recording that can be heard.
 *
 * @param from the first audible block
 * @param to the block after the last audible one; equal to {@code from} if all is silence
 */
record AudiblePart(int from, int to) {
  /** −55 dBFS. */
  private static final double SILENT_RMS = 60;

  static AudiblePart of(short[] pcm, int blockSamples) {
    int from = -1;
    int to = 0;
    for (int block = 0; (block + 1) * blockSamples <= pcm.length; block++) {
      if (RmsLevel.rms(pcm, block * blockSamples, blockSamples) > SILENT_RMS) {
        from = from < 0 ? block : from;
        to = block + 1;
      }
    }
    return new AudiblePart(Math.max(from, 0), to);
  }
}
