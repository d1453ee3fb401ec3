// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.turn;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * What Smart Turn v3 sees of a sound, as Whisper's feature extractor makes it: 8 s at 16 kHz,
 * shorter ones with zeros <em>before</em> them, brought to mean 0 and variance 1; the power
 * spectrum of a Hann window of 400 samples every 160, mirrored at the ends; 80 mel bands; their
 * logarithm, of which what lies more than 8 (80 dB) below the highest is cut off; and (x + 4) / 4.
 * Used again for every sound, so not thread-safe.
 */
final class LogMel {
  /** Samples of the sound. */
  static final int SAMPLES = 8 * 16_000;

  static final int FRAMES = 800;

  /** Numbers in the features, the frames of the lowest band first. */
  static final int SIZE = MelBands.COUNT * FRAMES;

  private static final int WINDOW = 400;
  private static final int HOP = SAMPLES / FRAMES;
  private static final double LEAST_VARIANCE = 1e-7;
  private static final double LEAST_ENERGY = 1e-10;
  private static final double RANGE = 8;
  private static final double FULL_SCALE = 32_768;

  private final DoubleFFT_1D fft = new DoubleFFT_1D(WINDOW);
  private final MelBands bands = new MelBands(WINDOW / 2 + 1);
  private final double[] hann = hann();
  private final double[] sound = new double[SAMPLES];
  private final double[] spectrum = new double[WINDOW];
  private final double[] power = new double[WINDOW / 2 + 1];
  private final double[] logs = new double[SIZE];

  /** Puts the features of the last 8 s of {@code pcm}, 16 kHz, into {@code features}. */
  void of(short[] pcm, float[] features) {
    take(pcm);
    normalise();
    double highest = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < FRAMES; frame++) {
      takeSpectrum(frame * HOP - WINDOW / 2);
      for (int band = 0; band < MelBands.COUNT; band++) {
        double log = Math.log10(Math.max(bands.energy(power, band), LEAST_ENERGY));
        logs[band * FRAMES + frame] = log;
        highest = Math.max(highest, log);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      features[i] = (float) ((Math.max(logs[i], highest - RANGE) + 4) / 4);
    }
  }

  private void take(short[] pcm) {
    int count = Math.min(pcm.length, SAMPLES);
    int from = pcm.length - count;
    int before = SAMPLES - count;
    Arrays.fill(sound, 0, before, 0);
    for (int i = 0; i < count; i++) {
      sound[before + i] = pcm[from + i] / FULL_SCALE;
    }
  }

  private void normalise() {
    double sum = 0;
    double squares = 0;
    for (double sample : sound) {
      sum += sample;
      squares += sample * sample;
    }
    double mean = sum / SAMPLES;
    double scale = 1 / Math.sqrt(squares / SAMPLES - mean * mean + LEAST_VARIANCE);
    for (int i = 0; i < SAMPLES; i++) {
      sound[i] = (sound[i] - mean) * scale;
    }
  }

  private void takeSpectrum(int from) {
    for (int i = 0; i < WINDOW; i++) {
      spectrum[i] = hann[i] * sound[mirrored(from + i)];
    }
    fft.realForward(spectrum);
    // Packed: the real parts of the first and the last bin, then pairs from the second bin on.
    power[0] = spectrum[0] * spectrum[0];
    power[WINDOW / 2] = spectrum[1] * spectrum[1];
    for (int bin = 1; bin < WINDOW / 2; bin++) {
      double re = spectrum[2 * bin];
      double im = spectrum[2 * bin + 1];
      power[bin] = re * re + im * im;
    }
  }

  /** At its ends, the sound goes back the way it came. */
  private static int mirrored(int i) {
    return i < 0 ? -i : i < SAMPLES ? i : 2 * (SAMPLES - 1) - i;
  }

  private static double[] hann() {
    double[] hann = new double[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / WINDOW);
    }
    return hann;
  }
}
