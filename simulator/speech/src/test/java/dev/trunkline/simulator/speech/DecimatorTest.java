// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecimatorTest {
  @Test
  void aToneBelowTheNewBandEdgeStaysAsItIs() {
    assertThat(level(Decimator.decimate(tone(3_000), 3))).isBetween(6_900.0, 7_200.0);
  }

  @Test
  void aToneAboveTheNewBandEdgeDoesNotComeBackAsAnother() {
    assertThat(level(Decimator.decimate(tone(9_500), 3))).isLessThan(10);
  }

  private static double level(short[] pcm) {
    return RmsLevel.rms(pcm, 1_000, pcm.length - 2_000);
  }

  private static short[] tone(int hertz) {
    var pcm = new short[48_000];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 48_000));
    }
    return pcm;
  }
}
