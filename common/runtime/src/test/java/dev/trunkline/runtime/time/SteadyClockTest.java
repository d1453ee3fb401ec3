// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {
  private Instant wall = Instant.parse("2026-03-01T12:00:00Z");
  private long nanos = -5;

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "-PT1H", "-PT1S", "PT0S"})
  void advancesEvenlyWhenTheMachinesClockIsSet(String jump) {
    var clock = new SteadyClock(() -> wall, () -> nanos);
    Instant start = clock.instant();
    assertThat(start).isEqualTo(wall);

    wall = wall.plus(Duration.parse(jump));
    nanos += Duration.ofMillis(1_500).toNanos();

    assertThat(Duration.between(start, clock.instant())).hasMillis(1_500);
    assertThat(clock.millis()).isEqualTo(start.toEpochMilli() + 1_500);
  }
}
