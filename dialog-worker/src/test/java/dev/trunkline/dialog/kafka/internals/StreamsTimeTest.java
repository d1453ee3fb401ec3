// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.internals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsTimeTest {
  private Instant wall = Instant.now().minus(Duration.ofHours(1));
  private long nanos;
  private final StreamsTime time =
      new StreamsTime(new SteadyClock(() -> wall, () -> nanos), () -> nanos);

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "-PT1H", "-PT1S"})
  void clockStepsDoNotAffectTimers(String jump) {
    long begun = time.milliseconds();
    wall = wall.plus(Duration.parse(jump));
    nanos += 20_000_000;

    assertThat(time.milliseconds()).isEqualTo(begun + 20);
    assertThat(time.nanoseconds()).isEqualTo(20_000_000);
  }

  @Test
  void waitEndsOnTimeWithAClockAnHourBehind() throws Exception {
    var monitor = new Object();
    time.waitObject(monitor, () -> true, time.milliseconds());
    assertThatThrownBy(() -> time.waitObject(monitor, () -> false, time.milliseconds() + 1))
        .isInstanceOf(TimeoutException.class);
  }
}
