// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.Arrays;

/**
 * What the acoustic model says of one feature frame, computed only as far as it is read: of a
 * phone's Gaussians the four best a stream, and of each senone its weighted sum of those. Belongs
 * to one decoder; not thread-safe.
 */
final class FrameScores {
  private static final int TOP = 4;
  private static final int STREAMS = AcousticModel.STREAMS;

  private final AcousticModel model;
  private float[] features = new float[FeatureStream.SIZE];
  private int frame;
  private final int[] phoneFrame;
  private final int[] best;
  private final float[] bestDensity;
  private final int[] senoneFrame;
  private final float[] senoneScore;

  FrameScores(AcousticModel model) {
    this.model = model;
    int phones = model.phones().size();
    phoneFrame = new int[phones];
    best = new int[phones * STREAMS * TOP];
    bestDensity = new float[phones * STREAMS * TOP];
    senoneFrame = new int[model.phones().senones()];
    senoneScore = new float[model.phones().senones()];
  }

  /** Begins with the next frame, which must not change meanwhile. */
  void next(float[] features) {
    this.features = features;
    frame++;
  }

  /** The log likelihood of the frame in a senone. */
  float score(int senone) {
    if (senoneFrame[senone] != frame) {
      senoneFrame[senone] = frame;
      senoneScore[senone] = compute(senone);
    }
    return senoneScore[senone];
  }

  private float compute(int senone) {
    int phone = model.phoneOf(senone);
    if (phoneFrame[phone] != frame) {
      phoneFrame[phone] = frame;
      for (int stream = 0; stream < STREAMS; stream++) {
        findBest(phone, stream, (phone * STREAMS + stream) * TOP);
      }
    }
    float total = 0;
    for (int stream = 0; stream < STREAMS; stream++) {
      total += mixture(senone, stream, (phone * STREAMS + stream) * TOP);
    }
    return total;
  }

  private float mixture(int senone, int stream, int at) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + TOP; i++) {
      max = Math.max(max, bestDensity[i] + model.logWeight(senone, stream, best[i]));
    }
    float sum = 0;
    for (int i = at; i < at + TOP; i++) {
      float below = bestDensity[i] + model.logWeight(senone, stream, best[i]) - max;
      if (below > -12) {
        sum += (float) Math.exp(below);
      }
    }
    return max + (float) Math.log(sum);
  }

  private void findBest(int phone, int stream, int at) {
    Arrays.fill(bestDensity, at, at + TOP, Float.NEGATIVE_INFINITY);
    for (int g = 0; g < AcousticModel.GAUSSIANS; g++) {
      float worst = bestDensity[at + TOP - 1];
      float density = model.density(phone, stream, g, features, worst);
      if (density > worst) {
        insert(density, g, at);
      }
    }
  }

  private void insert(float density, int gaussian, int at) {
    int i = at + TOP - 1;
    while (i > at && bestDensity[i - 1] < density) {
      bestDensity[i] = bestDensity[i - 1];
      best[i] = best[i - 1];
      i--;
    }
    bestDensity[i] = density;
    best[i] = gaussian;
  }
}
