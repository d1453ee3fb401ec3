// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The features that Smart Turn v3 takes, as Whisper's feature extractor makes them: 8 s at 16 kHz,
 * shorter audio with zeros <em>before</em> it, normalised to mean 0 and variance 1; the power
 * spectrum of a Hann window of 400 samples every 160, mirrored at the ends; 80 mel bands; their
 * decimal logarithm, raised to at least the maximum minus 8 (80 dB); and (x + 4) / 4. Not
 * thread-safe: buffers are reused.
 */
final class LogMel {
  /** Samples of the audio. */
  static final int SAMPLES = 8 * 16_000;

  static final int FRAMES = 800;

  /** How many features there are; the frames of the lowest band come first. */
  static final int SIZE = MelBands.COUNT * FRAMES;

  private static final int WINDOW = 400;
  private static final int HOP = SAMPLES / FRAMES;
  private static final double MIN_VARIANCE = 1e-7;
  private static final double MIN_ENERGY = 1e-10;
  private static final double RANGE = 8;
  private static final double FULL_SCALE = 32_768;

  private final DoubleFFT_1D fft = new DoubleFFT_1D(WINDOW);
  private final MelBands bands = new MelBands(WINDOW / 2 + 1);
  private final double[] hann = hann();
  private final double[] audio = new double[SAMPLES];
  private final double[] spectrum = new double[WINDOW];
  private final double[] power = new double[WINDOW / 2 + 1];
  private final double[] logs = new double[SIZE];

  /** Writes the features of the last 8 s of {@code pcm}, 16 kHz, to {@code features}. */
  void compute(short[] pcm, float[] features) {
    load(pcm);
    normalise();
    double max = Double.NEGATIVE_INFINITY;
    for (int frame = 0; frame < FRAMES; frame++) {
      computeSpectrum(frame * HOP - WINDOW / 2);
      for (int band = 0; band < MelBands.COUNT; band++) {
        double log = Math.log10(Math.max(bands.energy(power, band), MIN_ENERGY));
        logs[band * FRAMES + frame] = log;
        max = Math.max(max, log);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      features[i] = (float) ((Math.max(logs[i], max - RANGE) + 4) / 4);
    }
  }

  private void load(short[] pcm) {
    int count = Math.min(pcm.length, SAMPLES);
    int from = pcm.length - count;
    int before = SAMPLES - count;
    Arrays.fill(audio, 0, before, 0);
    for (int i = 0; i < count; i++) {
      audio[before + i] = pcm[from + i] / FULL_SCALE;
    }
  }

  private void normalise() {
    double sum = 0;
    double squares = 0;
    for (double sample : audio) {
      sum += sample;
      squares += sample * sample;
    }
    double mean = sum / SAMPLES;
    double scale = 1 / Math.sqrt(squares / SAMPLES - mean * mean + MIN_VARIANCE);
    for (int i = 0; i < SAMPLES; i++) {
      audio[i] = (audio[i] - mean) * scale;
    }
  }

  private void computeSpectrum(int from) {
    for (int i = 0; i < WINDOW; i++) {
      spectrum[i] = hann[i] * audio[mirrored(from + i)];
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

  /** Reflects an index beyond either end of the audio. */
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
