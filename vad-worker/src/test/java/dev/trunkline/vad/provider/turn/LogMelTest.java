// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with numbers that {@code turn/features.py} computes from the definition. */
class LogMelTest {
  private static final double TOLERANCE = 1e-4;
  private final LogMel logMel = new LogMel();

  /** A turn shorter than 8 s, and one of 8 s. */
  @ParameterizedTest
  @ValueSource(ints = {50_000, 128_000})
  void featuresAreThoseOfWhisper(int length) throws IOException {
    float[] features = features(signal(length));
    List<String[]> golden = golden(length);
    assertThat(golden).hasSizeGreaterThan(300);
    for (String[] number : golden) {
      double value = Double.parseDouble(number[3]);
      assertThat(found(number, features))
          .as("band %s, frame %s", number[1], number[2])
          .isCloseTo(value, within(TOLERANCE));
    }
  }

  @Test
  void onlyTheLastEightSecondsCount() {
    short[] longer = signal(200_000);
    short[] end = Arrays.copyOfRange(longer, 72_000, 200_000);
    assertThat(features(longer)).isEqualTo(features(end));
  }

  @Test
  void resultDoesNotDependOnEarlierAudio() {
    float[] fresh = features(signal(50_000));
    features(signal(128_000));
    assertThat(features(signal(50_000))).isEqualTo(fresh);
  }

  @Test
  void silenceHasTheMinimumEverywhere() {
    assertThat(features(new short[0])).containsOnly(-1.5f);
  }

  private static double found(String[] number, float[] features) {
    return switch (number[1]) {
      case "mean" -> {
        double sum = 0;
        for (float feature : features) {
          sum += feature;
        }
        yield sum / features.length;
      }
      case "highest" -> {
        float highest = Float.NEGATIVE_INFINITY;
        for (float feature : features) {
          highest = Math.max(highest, feature);
        }
        yield highest;
      }
      default ->
          features[Integer.parseInt(number[1]) * LogMel.FRAMES + Integer.parseInt(number[2])];
    };
  }

  private float[] features(short[] pcm) {
    float[] features = new float[LogMel.SIZE];
    logMel.compute(pcm, features);
    return features;
  }

  /** The same signal as in {@code features.py}. */
  private static short[] signal(int length) {
    short[] samples = new short[length];
    long seed = 1;
    for (int n = 0; n < length; n++) {
      seed = (seed * 1_103_515_245L + 12_345) & 0x7FFF_FFFF;
      long noise = (seed >> 16) % 2_001 - 1_000;
      long saw = n * 37L % 400 * 40 - 8_000;
      samples[n] = (short) (n / 4_000 % 3 == 2 ? noise : saw + noise);
    }
    return samples;
  }

  private static List<String[]> golden(int length) throws IOException {
    try (InputStream in = LogMelTest.class.getResourceAsStream("/turn/features.csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(length + ","))
          .map(line -> line.split(",", -1))
          .toList();
    }
  }
}
