// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  @ParameterizedTest
  @CsvSource({"16000,22050", "16000,24000", "22050,16000", "44100,16000", "48000,16000"})
  void aToneKeepsItsLevelAndLength(int from, int to) {
    short[] out = Resampler.all(tone(1000, from, from), from, to);
    assertThat(out.length).isBetween(to - 2, to);
    assertThat(level(out)).isBetween(0.98 * 10_000, 1.02 * 10_000);
  }

  @Test
  void whatTheLowerRateCannotCarryIsGone() {
    assertThat(level(Resampler.all(tone(11_000, 44_100, 44_100), 44_100, 16_000))).isLessThan(60);
  }

  @Test
  void piecesGiveTheSameAsTheWhole() {
    short[] in = tone(700, 22_050, 2205);
    short[] whole = new Resampler(22_050, 16_000).feed(in, in.length);
    var resampler = new Resampler(22_050, 16_000);
    var joined = new short[whole.length];
    int at = 0;
    for (int i = 0; i < in.length; i += 441) {
      short[] piece = Arrays.copyOfRange(in, i, i + 441);
      short[] out = resampler.feed(piece, piece.length);
      System.arraycopy(out, 0, joined, at, out.length);
      at += out.length;
    }
    assertThat(joined).isEqualTo(whole);
  }

  private static short[] tone(int hertz, int rate, int samples) {
    var tone = new short[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (short) (10_000 * Math.sqrt(2) * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return tone;
  }

  /** The effective value of the middle half. */
  private static double level(short[] samples) {
    double sum = 0;
    for (int i = samples.length / 4; i < samples.length * 3 / 4; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (samples.length / 2.0));
  }
}
