// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vad.FrameOrder.Place;
import org.junit.jupiter.api.Test;

class FrameOrderTest {
  private final FrameOrder order = new FrameOrder(4, 2_000);

  @Test
  void theNextFrameFollows() {
    assertThat(order.place(5, 800, 800)).isEqualTo(new Place.Next(0, 0));
    assertThat(order.place(6, 960, 960)).isEqualTo(new Place.Next(0, 0));
  }

  @Test
  void aFrameThatWasHereBeforeIsRepeated() {
    assertThat(order.place(4, 640, 800)).isEqualTo(new Place.Repeated());
    assertThat(order.place(0, 0, 800)).isEqualTo(new Place.Repeated());
  }

  @Test
  void missingFramesAreFilledByMediaTime() {
    assertThat(order.place(8, 1_280, 800)).isEqualTo(new Place.Next(3, 480));
  }

  @Test
  void wobblingTimeStampsAreNoGap() {
    assertThat(order.place(5, 824, 800)).isEqualTo(new Place.Next(0, 0));
    assertThat(order.place(6, 936, 960)).isEqualTo(new Place.Next(0, 0));
  }

  @Test
  void aJumpOfMediaTimeIsAGapEvenIfNoFrameIsMissing() {
    assertThat(order.place(5, 800 + FrameOrder.SLACK + 1, 800))
        .isEqualTo(new Place.Next(0, FrameOrder.SLACK + 1));
  }

  @Test
  void aFrameTooFarAwayIsElsewhere() {
    assertThat(order.place(205, 800 + 16_001, 800)).isEqualTo(new Place.Elsewhere(200));
    assertThat(order.place(206, 0, 32_000)).isEqualTo(new Place.Elsewhere(0));
  }
}
