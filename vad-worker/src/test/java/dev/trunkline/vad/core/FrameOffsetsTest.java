// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameOffsetsTest {
  private final FrameOffsets offsets = new FrameOffsets(1_600);

  @Test
  void offsetIsThatOfTheFrameWithThePosition() {
    offsets.add(0, 100);
    offsets.add(160, 103);
    offsets.add(320, 107);
    assertThat(offsets.from(159)).isEqualTo(100);
    assertThat(offsets.from(160)).isEqualTo(103);
    assertThat(offsets.from(5_000)).isEqualTo(107);
  }

  @Test
  void earlierPositionsMapToTheFirstFrame() {
    offsets.add(800, 100);
    assertThat(offsets.from(0)).isEqualTo(100);
  }

  @Test
  void forgettingMakesRoomAndKeepsTheFrameInUse() {
    for (int i = 0; i < 1_000; i++) {
      offsets.add(i * 160L, i);
      offsets.forgetBefore(i * 160L - 1_000);
      assertThat(offsets.from(i * 160L - 1_000)).isEqualTo(Math.max(0, i - 7));
    }
  }

  @Test
  void tinyFramesShareAnEntry() {
    for (int i = 0; i < 160; i++) {
      offsets.add(i, i);
    }
    assertThat(offsets.from(79)).isEqualTo(0);
    assertThat(offsets.from(159)).isEqualTo(80);
  }

  @Test
  void framesBeyondTheCapacityMapToAnEarlierOne() {
    for (int i = 0; i < 1_000; i++) {
      offsets.add(i * 160L, i);
    }
    assertThat(offsets.from(999 * 160L)).isEqualTo(21);
  }
}
