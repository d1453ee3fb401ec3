// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));
  private final Random random = new Random(1);

  @ParameterizedTest
  @CsvSource({
    "1, 125, 250",
    "2, 250, 500",
    "3, 500, 1000",
    "5, 2000, 4000",
    "6, 2000, 4000",
    "100, 2000, 4000"
  })
  void waitsBetweenHalfAndAllOfTheDoubledDelay(int failures, long minMs, long maxMs) {
    for (int draw = 0; draw < 1_000; draw++) {
      assertThat(backoff.delay(failures, random))
          .isBetween(Duration.ofMillis(minMs), Duration.ofMillis(maxMs));
    }
  }

  @Test
  void spreadsTheWaitsOverTheWholeRange() {
    var delays = random.ints(1_000).mapToObj(_ -> backoff.delay(1, random)).toList();
    assertThat(delays).anyMatch(delay -> delay.toMillis() < 135);
    assertThat(delays).anyMatch(delay -> delay.toMillis() > 240);
  }

  @Test
  void neverWaitsIfTheFirstDelayIsZero() {
    assertThat(new Backoff(Duration.ZERO, Duration.ZERO).delay(3, random)).isZero();
  }

  @Test
  void rejectsNegativeDelaysAndNoFailures() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> backoff.delay(0, random)).isInstanceOf(IllegalArgumentException.class);
  }
}
