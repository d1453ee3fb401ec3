// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.Arrays;

/**
 * Turns 16 kHz audio into 13 mel-frequency cepstral coefficients every 10 ms, with the parameters
 * the acoustic model was trained with ({@code feat.params}: 130 to 6,800 Hz, 25 filters of unit
 * area, orthonormal DCT, lifter 22). Keeps the unread tail of the audio; one per call, not
 * thread-safe.
 */
final class MelCepstrum {
  static final int COEFFICIENTS = 13;
  static final int SHIFT = 160;

  private static final int SAMPLE_RATE = 16_000;
  private static final int WINDOW = 410;
  private static final float PREEMPHASIS = 0.97f;
  private static final int FILTERS = 25;
  private static final double LOW_HZ = 130;
  private static final double HIGH_HZ = 6_800;
  private static final int LIFTER = 22;

  /** A filter never counts less than this: about the noise of ±3 in 16-bit samples. */
  private static final float FLOOR = 30;

  /**
   * Nor less than this share (−30 dB) of the frame's mean filter: above 3.5 kHz a telephone call
   * has only what the up-sampler leaves, which must not matter.
   */
  private static final float RELATIVE_FLOOR = 1e-3f;

  private static final Fft FFT = new Fft(512);
  private static final float[] HAMMING = hamming();
  private static final float[][] FILTER_BANK = filterBank();
  private static final float[][] DCT = dct();

  private final float[] pending = new float[WINDOW];
  private int filled;
  private float previous;
  private final float[] re = new float[FFT.size()];
  private final float[] im = new float[FFT.size()];
  private final float[] power = new float[FFT.size() / 2 + 1];
  private final float[] logMel = new float[FILTERS];

  /** Takes one frame of cepstra, a new array each time. */
  @FunctionalInterface
  interface Sink {
    void frame(float[] cepstrum);
  }

  void accept(short[] pcm, int offset, int length, Sink sink) {
    for (int i = 0; i < length; i++) {
      float sample = pcm[offset + i];
      pending[filled++] = sample - PREEMPHASIS * previous;
      previous = sample;
      if (filled == WINDOW) {
        sink.frame(analyse());
        System.arraycopy(pending, SHIFT, pending, 0, WINDOW - SHIFT);
        filled = WINDOW - SHIFT;
      }
    }
  }

  /** Forgets the audio before, as at the beginning of a segment. */
  void reset() {
    filled = 0;
    previous = 0;
  }

  private float[] analyse() {
    for (int i = 0; i < WINDOW; i++) {
      re[i] = pending[i] * HAMMING[i];
    }
    Arrays.fill(re, WINDOW, re.length, 0);
    FFT.power(re, im, power);
    float total = 0;
    for (int f = 0; f < FILTERS; f++) {
      logMel[f] = filter(FILTER_BANK[f]);
      total += logMel[f];
    }
    float floor = total / FILTERS * RELATIVE_FLOOR + FLOOR;
    for (int f = 0; f < FILTERS; f++) {
      logMel[f] = (float) Math.log(logMel[f] + floor);
    }
    return cepstrum();
  }

  private float filter(float[] weights) {
    float sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * power[k];
    }
    return sum;
  }

  private float[] cepstrum() {
    var cepstrum = new float[COEFFICIENTS];
    for (int c = 0; c < COEFFICIENTS; c++) {
      float sum = 0;
      for (int f = 0; f < FILTERS; f++) {
        sum += DCT[c][f] * logMel[f];
      }
      cepstrum[c] = sum;
    }
    return cepstrum;
  }

  private static float[] hamming() {
    var window = new float[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      window[i] = (float) (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (WINDOW - 1)));
    }
    return window;
  }

  /** Triangles over the bins up to each filter's right edge, edges on the nearest bin. */
  private static float[][] filterBank() {
    double binHz = (double) SAMPLE_RATE / FFT.size();
    double lowMel = mel(LOW_HZ);
    double stepMel = (mel(HIGH_HZ) - lowMel) / (FILTERS + 1);
    var edges = new double[FILTERS + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Math.round(hertz(lowMel + i * stepMel) / binHz) * binHz;
    }
    var bank = new float[FILTERS][];
    for (int f = 0; f < FILTERS; f++) {
      bank[f] = triangle(edges[f], edges[f + 1], edges[f + 2], binHz);
    }
    return bank;
  }

  private static float[] triangle(double left, double centre, double right, double binHz) {
    double height = 2 / (right - left);
    var weights = new float[(int) Math.round(right / binHz) + 1];
    for (int k = 0; k < weights.length; k++) {
      double hz = k * binHz;
      double rise = (hz - left) / (centre - left);
      double fall = (right - hz) / (right - centre);
      weights[k] = (float) (height * Math.max(0, Math.min(rise, fall)));
    }
    return weights;
  }

  private static float[][] dct() {
    var rows = new float[COEFFICIENTS][FILTERS];
    for (int c = 0; c < COEFFICIENTS; c++) {
      double scale = Math.sqrt((c == 0 ? 1.0 : 2.0) / FILTERS);
      double lift = 1 + LIFTER / 2.0 * Math.sin(c * Math.PI / LIFTER);
      for (int f = 0; f < FILTERS; f++) {
        rows[c][f] = (float) (scale * lift * Math.cos(Math.PI * c * (f + 0.5) / FILTERS));
      }
    }
    return rows;
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
