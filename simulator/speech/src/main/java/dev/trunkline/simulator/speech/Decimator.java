// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

/**
 * Lowers a sample rate by a whole factor: a windowed-sinc low pass (Blackman, 24 zero crossings a
 * side, edge at 0.92 of the new Nyquist frequency), then every n-th sample. Whole recordings only.
 */
final class Decimator {
  private static final int CROSSINGS = 24;
  private static final double EDGE = 0.92;

  private Decimator() {}

  static short[] decimate(short[] in, int factor) {
    float[] taps = taps(factor);
    int middle = taps.length / 2;
    var out = new short[in.length / factor];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      int first = i * factor - middle;
      int to = Math.min(taps.length, in.length - first);
      for (int k = Math.max(0, -first); k < to; k++) {
        sum += taps[k] * in[first + k];
      }
      out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return out;
  }

  private static float[] taps(int factor) {
    int middle = CROSSINGS * factor;
    var taps = new float[2 * middle + 1];
    double cut = EDGE / factor;
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      double x = i - middle;
      double phase = Math.PI * (x / middle + 1);
      double window = 0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
      double sinc = x == 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x);
      taps[i] = (float) (sinc * window);
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= (float) sum;
    }
    return taps;
  }
}
