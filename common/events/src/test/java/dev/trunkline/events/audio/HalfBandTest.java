// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfBandTest {
  private static final int LOUD = 16_000;

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 2_500, 3_000, 3_400})
  void doublingKeepsTheLevelOfSpeech(int hertz) {
    short[] out = doubled(tone(hertz, 8_000, 8_000));
    assertThat(decibels(level(out, hertz, 16_000) / LOUD)).isCloseTo(0, within(0.003));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 2_500, 3_000, 3_400})
  void doublingAddsNoImageAboveTheTelephoneBand(int hertz) {
    short[] out = doubled(tone(hertz, 8_000, 8_000));
    assertThat(decibels(level(out, 8_000 - hertz, 16_000) / LOUD)).isLessThan(-74);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 3_000, 3_400})
  void halvingKeepsTheLevelOfSpeech(int hertz) {
    short[] out = halved(tone(hertz, 16_000, 16_000), 16_000);
    assertThat(decibels(level(out, hertz, 8_000) / LOUD)).isCloseTo(0, within(0.003));
  }

  @ParameterizedTest
  @ValueSource(ints = {4_600, 5_000, 6_000, 7_500})
  void halvingDoesNotAliasIntoTheTelephoneBand(int hertz) {
    short[] out = halved(tone(hertz, 16_000, 16_000), 16_000);
    assertThat(decibels(level(out, 8_000 - hertz, 8_000) / LOUD)).isLessThan(-74);
  }

  @Test
  void piecesGiveTheSameResultAsTheWholeStream() {
    short[] in = noise(16_000);
    assertThat(halvedInPieces(in)).isEqualTo(halved(in, in.length));

    var whole = new short[2 * in.length];
    HalfBand.up().up(in, in.length, whole);
    var pieces = new short[2 * in.length];
    var filter = HalfBand.up();
    for (int at = 0; at < in.length; at += 160) {
      var out = new short[320];
      filter.up(Arrays.copyOfRange(in, at, at + 160), 160, out);
      System.arraycopy(out, 0, pieces, 2 * at, 320);
    }
    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void clipsTheLoudestSquareWave() {
    var in = new short[800];
    for (int i = 0; i < in.length; i++) {
      in[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    short[] out = doubled(in);
    for (int i = 100; i + 1 < out.length; i++) {
      assertThat(Math.abs(out[i] - out[i + 1])).isLessThan(60_000);
    }
  }

  private static short[] halvedInPieces(short[] in) {
    var random = new Random(7);
    var filter = HalfBand.down();
    var all = new short[in.length];
    int filled = 0;
    for (int at = 0; at < in.length; ) {
      int length = Math.min(1 + random.nextInt(400), in.length - at);
      var out = new short[length];
      int written = filter.down(Arrays.copyOfRange(in, at, at + length), length, out);
      System.arraycopy(out, 0, all, filled, written);
      filled += written;
      at += length;
    }
    return Arrays.copyOf(all, filled);
  }

  private static short[] doubled(short[] in) {
    var out = new short[2 * in.length];
    HalfBand.up().up(in, in.length, out);
    return out;
  }

  private static short[] halved(short[] in, int length) {
    var out = new short[length / 2];
    int written = HalfBand.down().down(in, length, out);
    assertThat(written).isEqualTo(length / 2);
    return out;
  }

  private static short[] tone(int hertz, int rate, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) Math.round(LOUD * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return samples;
  }

  private static short[] noise(int length) {
    var random = new Random(42);
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (random.nextGaussian() * 4_000);
    }
    return samples;
  }

  /** Amplitude of one frequency, away from the filter's settling. */
  private static double level(short[] samples, int hertz, int rate) {
    int from = 1_000;
    int length = (samples.length - from) / rate * rate;
    if (length == 0) {
      length = rate / 100 * ((samples.length - from) / (rate / 100));
    }
    double re = 0;
    double im = 0;
    for (int i = 0; i < length; i++) {
      double angle = 2 * Math.PI * hertz * i / rate;
      re += samples[from + i] * Math.cos(angle);
      im += samples[from + i] * Math.sin(angle);
    }
    return 2 * Math.hypot(re, im) / length;
  }

  private static double decibels(double ratio) {
    return 20 * Math.log10(Math.max(ratio, 1e-9));
  }
}
