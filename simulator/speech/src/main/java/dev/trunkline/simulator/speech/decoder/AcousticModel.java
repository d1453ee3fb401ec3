// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The US English acoustic model of CMU Sphinx, as the artifact {@code sphinx4-data} carries it:
 * phonetically tied mixtures, 42 phones with 128 Gaussians for each of three feature streams, 5,126
 * senones that weigh them. All probabilities are natural logarithms. Immutable, about 12 MB, shared
 * by all decoders.
 */
final class AcousticModel {
  static final int STREAMS = 3;
  static final int GAUSSIANS = 128;
  static final int STATES = 3;
  private static final int DIMENSIONS = MelCepstrum.COEFFICIENTS;
  private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/en-us/";
  private static final float VARIANCE_FLOOR = 1e-4f;
  private static final float WEIGHT_FLOOR = 1e-7f;

  private final PhoneSet phones;
  private final float[] means;
  private final float[] precisions;
  private final float[] constants;
  private final float[] weights;
  private final float[] transitions;
  private final int[] senonePhone;

  private AcousticModel(PhoneSet phones, SphinxFile means, SphinxFile variances)
      throws IOException {
    this.phones = phones;
    this.means = densities(means);
    float[] spread = densities(variances);
    constants = new float[phones.size() * STREAMS * GAUSSIANS];
    for (int g = 0; g < constants.length; g++) {
      double sum = 0;
      for (int d = 0; d < DIMENSIONS; d++) {
        float variance = Math.max(spread[g * DIMENSIONS + d], VARIANCE_FLOOR);
        sum += Math.log(2 * Math.PI * variance);
        spread[g * DIMENSIONS + d] = 0.5f / variance;
      }
      constants[g] = (float) (-0.5 * sum);
    }
    precisions = spread;
    weights = weights(SphinxFile.read(open("mixture_weights")));
    transitions = transitions(SphinxFile.read(open("transition_matrices")));
    senonePhone = phones.senonePhones();
  }

  /** Reads the model from the class path. */
  static AcousticModel load() throws IOException {
    try (var mdef =
        new BufferedReader(new InputStreamReader(open("mdef"), StandardCharsets.US_ASCII))) {
      return new AcousticModel(
          PhoneSet.read(mdef), SphinxFile.read(open("means")), SphinxFile.read(open("variances")));
    }
  }

  PhoneSet phones() {
    return phones;
  }

  /** The phone whose Gaussians a senone weighs. */
  int phoneOf(int senone) {
    return senonePhone[senone];
  }

  /** The log density of one Gaussian for one feature frame. */
  float density(int phone, int stream, int gaussian, float[] features, float worthless) {
    int g = (phone * STREAMS + stream) * GAUSSIANS + gaussian;
    int at = g * DIMENSIONS;
    int from = stream * DIMENSIONS;
    float sum = constants[g];
    for (int d = 0; d < DIMENSIONS && sum > worthless; d++) {
      float difference = features[from + d] - means[at + d];
      sum -= difference * difference * precisions[at + d];
    }
    return sum;
  }

  float logWeight(int senone, int stream, int gaussian) {
    return weights[(senone * STREAMS + stream) * GAUSSIANS + gaussian];
  }

  /** The log probability of going from a state to another of the same phone; state 3 is out. */
  float transition(int phone, int from, int to) {
    return transitions[(phone * STATES + from) * (STATES + 1) + to];
  }

  private float[] densities(SphinxFile file) throws IOException {
    expect(file.integer(), phones.size());
    expect(file.integer(), STREAMS);
    expect(file.integer(), GAUSSIANS);
    for (int i = 0; i < STREAMS; i++) {
      expect(file.integer(), DIMENSIONS);
    }
    return file.floats(file.integer());
  }

  private float[] weights(SphinxFile file) throws IOException {
    expect(file.integer(), phones.senones());
    expect(file.integer(), STREAMS);
    expect(file.integer(), GAUSSIANS);
    return logShares(file.floats(file.integer()), GAUSSIANS, WEIGHT_FLOOR);
  }

  private float[] transitions(SphinxFile file) throws IOException {
    expect(file.integer(), phones.size());
    expect(file.integer(), STATES);
    expect(file.integer(), STATES + 1);
    return logShares(file.floats(file.integer()), STATES + 1, 0);
  }

  /** Turns every row of counts into log shares of the row. */
  private static float[] logShares(float[] counts, int row, float floor) {
    for (int start = 0; start < counts.length; start += row) {
      float sum = 0;
      for (int i = start; i < start + row; i++) {
        sum += counts[i];
      }
      for (int i = start; i < start + row; i++) {
        counts[i] = (float) Math.log(Math.max(counts[i] / sum, floor));
      }
    }
    return counts;
  }

  /** One of the model's files, from the class path. */
  static InputStream open(String name) {
    return Objects.requireNonNull(
        AcousticModel.class.getResourceAsStream(FOLDER + name), "no acoustic model: " + name);
  }

  private static void expect(int is, int shouldBe) throws IOException {
    if (is != shouldBe) {
      throw new IOException("an acoustic model of another shape: " + is + ", not " + shouldBe);
    }
  }
}
