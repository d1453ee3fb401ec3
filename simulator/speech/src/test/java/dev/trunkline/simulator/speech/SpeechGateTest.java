// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeechGateTest {
  private final SpeechGate gate = new SpeechGate();
  private int passed;

  @Test
  void aQuietLinePassesNothing() {
    play(0, 5_000);
    play(30, 5_000);
    assertThat(passed).isZero();
  }

  @Test
  void speechPassesWithALittleBeforeAndAfterIt() {
    play(0, 5_000);
    play(2_000, 1_000);
    play(0, 5_000);
    assertThat(passed).isBetween(1_000 + 300 + 700, 1_000 + 300 + 900);
  }

  @Test
  void steadyNoiseStopsPassingAfterSomeSeconds() {
    play(400, 20_000);
    passed = 0;
    play(400, 5_000);
    assertThat(passed).isZero();
  }

  private void play(int amplitude, int ms) {
    var pcm = new short[ms * 16];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (i % 8 < 4 ? amplitude : -amplitude);
    }
    gate.accept(pcm, (samples, offset, length) -> passed += length / 16);
  }
}
