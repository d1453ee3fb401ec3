// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vad.core.FrameOrder.Placement;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
  private final FrameOrder order = new FrameOrder(4, 2_000);

  @Test
  void nextFrameFollows() {
    assertThat(order.place(5, 800, 800)).isEqualTo(new Placement.Next(0, 0));
    assertThat(order.place(6, 960, 960)).isEqualTo(new Placement.Next(0, 0));
  }

  @Test
  void earlierSequenceNumberIsRepeated() {
    assertThat(order.place(4, 640, 800)).isEqualTo(new Placement.Repeated());
    assertThat(order.place(0, 0, 800)).isEqualTo(new Placement.Repeated());
  }

  @Test
  void missingFramesAreFilledByMediaTime() {
    assertThat(order.place(8, 1_280, 800)).isEqualTo(new Placement.Next(3, 480));
  }

  @Test
  void timestampJitterIsNoGap() {
    assertThat(order.place(5, 824, 800)).isEqualTo(new Placement.Next(0, 0));
    assertThat(order.place(6, 936, 960)).isEqualTo(new Placement.Next(0, 0));
  }

  @Test
  void mediaTimeJumpIsAGapEvenWithoutMissingFrames() {
    assertThat(order.place(5, 800 + FrameOrder.TOLERANCE_SAMPLES + 1, 800))
        .isEqualTo(new Placement.Next(0, FrameOrder.TOLERANCE_SAMPLES + 1));
  }

  @Test
  void gapBeyondTheLimitIsADiscontinuity() {
    assertThat(order.place(205, 800 + 16_001, 800)).isEqualTo(new Placement.Discontinuity(200));
    assertThat(order.place(206, 0, 32_000)).isEqualTo(new Placement.Discontinuity(0));
  }
}
