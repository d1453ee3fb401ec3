// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayDeque;

/**
 * Adds to each cepstrum its first and second differences and takes the line's own colour away: the
 * running mean of the call's cepstra, which begins as that of an ordinary telephone call. A feature
 * frame comes three cepstra late; {@link #finish} gives the last three. Not thread-safe.
 */
final class FeatureStream {
  static final int SIZE = 3 * MelCepstrum.COEFFICIENTS;
  private static final int SPAN = 7;
  private static final int MIDDLE = 3;

  /** The usual mean counts as much as this many frames (1.5 s) of the call's own speech. */
  private static final float PRIOR_FRAMES = 150;

  /** The mean follows the last few seconds. */
  private static final float MEMORY_FRAMES = 500;

  /** A frame this far below the loudest (22 dB) is a pause, which says nothing of the line. */
  private static final float PAUSE = 25;

  /** The loudest is forgotten at 10 dB in 6 s. */
  private static final float PEAK_DECAY = 0.02f;

  /** The mean of the bundled clips over a telephone line (200 to 3,500 Hz, µ-law). */
  private static final float[] USUAL_MEAN = {
    48, 16, -10, 32, -5, -7, 14, -22, -1, -1, -6, 10, -4.5f
  };

  private final float[] sum = USUAL_MEAN.clone();
  private float peak = USUAL_MEAN[0];
  private float weight = PRIOR_FRAMES;
  private final ArrayDeque<float[]> window = new ArrayDeque<>(SPAN);

  /** Takes one frame of 39 features, a new array each time. */
  @FunctionalInterface
  interface Sink {
    void frame(float[] features);
  }

  FeatureStream() {
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= PRIOR_FRAMES;
    }
  }

  void accept(float[] cepstrum, Sink sink) {
    learn(cepstrum);
    if (window.isEmpty()) {
      for (int i = 0; i < MIDDLE; i++) {
        window.add(cepstrum);
      }
    }
    push(cepstrum, sink);
  }

  /** Gives the frames that still wait for their future, and resets all state but the mean. */
  void finish(Sink sink) {
    if (!window.isEmpty()) {
      float[] last = window.getLast();
      for (int i = 0; i < MIDDLE; i++) {
        push(last, sink);
      }
    }
    window.clear();
  }

  private void push(float[] cepstrum, Sink sink) {
    window.add(cepstrum);
    if (window.size() == SPAN) {
      sink.frame(features());
      window.remove();
    }
  }

  private void learn(float[] cepstrum) {
    peak = Math.max(cepstrum[0], peak - PEAK_DECAY);
    if (cepstrum[0] < peak - PAUSE) {
      return;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += cepstrum[i];
    }
    weight++;
    if (weight > MEMORY_FRAMES) {
      float keep = MEMORY_FRAMES / 2 / weight;
      for (int i = 0; i < sum.length; i++) {
        sum[i] *= keep;
      }
      weight *= keep;
    }
  }

  private float[] features() {
    var w = window.toArray(new float[0][]);
    int n = MelCepstrum.COEFFICIENTS;
    var features = new float[SIZE];
    for (int i = 0; i < n; i++) {
      features[i] = w[3][i] - sum[i] / weight;
      features[n + i] = w[5][i] - w[1][i];
      features[2 * n + i] = (w[6][i] - w[2][i]) - (w[4][i] - w[0][i]);
    }
    return features;
  }
}
