// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStallDetectorTest {
  private static final long MS = 1_000_000;

  private long nowMs = 1_000;
  private final ProcessStallDetector detector = new ProcessStallDetector(() -> nowMs * MS);

  @Test
  void stallIsCountedOnceAndBeforeTheNextTick() {
    detector.tick();
    nowMs += 6_000;
    assertThat(detector.stalls()).isEqualTo(1);
    detector.tick();
    assertThat(detector.stalls()).isEqualTo(1);
    nowMs += 1_400;
    assertThat(detector.stalls()).as("late tick").isEqualTo(1);
    detector.tick();
    nowMs += 2_000;
    assertThat(detector.stalls()).isEqualTo(2);
  }
}
