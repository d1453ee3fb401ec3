// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A process that stood still. */
class PulseTest {
  private static final long MS = 1_000_000;

  private long nowMs = 1_000;
  private final Pulse pulse = new Pulse(() -> nowMs * MS);

  @Test
  void isNoticedByWhoeverAsksBeforeThePulseBeatsAgainAndCountsOnce() {
    pulse.beat();
    nowMs += 6_000;
    assertThat(pulse.stops()).isEqualTo(1);
    pulse.beat();
    assertThat(pulse.stops()).isEqualTo(1);
    nowMs += 1_400;
    assertThat(pulse.stops()).as("a beat that is late").isEqualTo(1);
    pulse.beat();
    nowMs += 2_000;
    assertThat(pulse.stops()).isEqualTo(2);
  }
}
