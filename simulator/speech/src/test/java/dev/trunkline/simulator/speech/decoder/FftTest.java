// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FftTest {
  @Test
  void aCosineOnABinHasItsPowerThereAndNowhereElse() {
    var frame = new float[64];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (float) (10 * Math.cos(2 * Math.PI * 5 * i / 64));
    }
    var power = new float[33];
    new Fft(64).power(frame, new float[64], power);
    for (int k = 0; k < power.length; k++) {
      assertThat(power[k]).as("bin %d", k).isCloseTo(k == 5 ? 320 * 320f : 0, within(0.1f));
    }
  }
}
