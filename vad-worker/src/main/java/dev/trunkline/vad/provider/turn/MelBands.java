// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

/**
 * The mel filter bank of Whisper, and so of Smart Turn: 80 triangles from 0 to 8 kHz, evenly spaced
 * on Slaney's mel scale, each of area one.
 */
final class MelBands {
  static final int COUNT = 80;

  /** Slaney's scale is linear below this frequency and logarithmic above it. */
  private static final double KNEE_HERTZ = 1_000;

  private static final double HERTZ_PER_MEL = 200 / 3.0;
  private static final double KNEE_MELS = KNEE_HERTZ / HERTZ_PER_MEL;
  private static final double MELS_PER_NEPER = 27 / Math.log(6.4);
  private static final double MAX_HERTZ = 8_000;

  private final int[] firstBin = new int[COUNT];
  private final double[][] weights = new double[COUNT][];

  /**
   * @param bins number of the spectrum's bins, evenly spaced from 0 to 8 kHz, both included
   */
  MelBands(int bins) {
    double[] edges = edges();
    for (int band = 0; band < COUNT; band++) {
      double low = edges[band];
      double middle = edges[band + 1];
      double high = edges[band + 2];
      int from = (int) Math.ceil(low / MAX_HERTZ * (bins - 1));
      int to = (int) Math.floor(high / MAX_HERTZ * (bins - 1));
      firstBin[band] = from;
      weights[band] = new double[to - from + 1];
      for (int bin = from; bin <= to; bin++) {
        double hertz = MAX_HERTZ * bin / (bins - 1);
        double slope = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
        weights[band][bin - from] = Math.max(0, slope) * 2 / (high - low);
      }
    }
  }

  /** The energy of power spectrum {@code power} in band {@code band}. */
  double energy(double[] power, int band) {
    double[] weight = weights[band];
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += weight[i] * power[firstBin[band] + i];
    }
    return sum;
  }

  private static double[] edges() {
    double[] edges = new double[COUNT + 2];
    double maxMels = KNEE_MELS + MELS_PER_NEPER * Math.log(MAX_HERTZ / KNEE_HERTZ);
    for (int i = 0; i < edges.length; i++) {
      double mels = maxMels * i / (COUNT + 1);
      edges[i] =
          mels < KNEE_MELS
              ? mels * HERTZ_PER_MEL
              : KNEE_HERTZ * Math.exp((mels - KNEE_MELS) / MELS_PER_NEPER);
    }
    return edges;
  }
}
