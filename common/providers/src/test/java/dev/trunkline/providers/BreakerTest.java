// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.Breaker.Limits.Probes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
  private static final Breaker.Limits LIMITS = new Breaker.Limits(10, Duration.ofSeconds(10));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // close to overflow
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Endpoints<String> endpoints =
      new Endpoints<>("openai", "llm", List.of("a", "b"), LIMITS, meters, nanos::get);
  private final Breaker first = endpoints.all().getFirst().breaker();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVALID_REQUEST")
  void opensAfterFiveFailuresInARow(FailureCategory category) {
    fail(4, category);
    assertThat(first.admits()).isTrue();
    first.failed(category);
    assertThat(first.admits()).isFalse();
    assertThat(state("first")).isEqualTo(2);
    assertThat(state("second")).isZero();
  }

  @Test
  void ignoresInvalidRequests() {
    fail(100, FailureCategory.INVALID_REQUEST);
    assertThat(first.admits()).isTrue();
  }

  @Test
  void staysClosedWithOccasionalFailures() {
    for (int i = 0; i < 100; i++) {
      assertThat(first.admits()).isTrue();
      if (i % 3 == 0) {
        first.failed(FailureCategory.UNAVAILABLE);
      } else {
        first.succeeded();
      }
    }
  }

  @Test
  void closesAfterATrialRequestSucceeds() {
    fail(5, FailureCategory.TIMED_OUT);
    nanos.addAndGet(LIMITS.open().toNanos() - 1_000_000);
    assertThat(first.admits()).isFalse();
    nanos.addAndGet(2_000_000);
    assertThat(first.admits()).isTrue();
    assertThat(first.admits()).as("a second trial request").isFalse();
    assertThat(state("first")).isEqualTo(1);
    first.succeeded();
    assertThat(first.admits()).isTrue();
    assertThat(first.admits()).isTrue();
    assertThat(state("first")).isZero();
  }

  @Test
  void reopensAfterATrialRequestFails() {
    fail(5, FailureCategory.TIMED_OUT);
    nanos.addAndGet(LIMITS.open().toNanos() + 1);
    assertThat(first.admits()).isTrue();
    first.failed(FailureCategory.UNAVAILABLE);
    assertThat(first.admits()).isFalse();
    nanos.addAndGet(LIMITS.open().toNanos() + 1);
    assertThat(first.admits()).isTrue();
  }

  @Test
  @DisplayName("With probes the first trial comes after 125-250 ms, later ones within 1 s")
  void probesBeginSoonAndStayRare() {
    var limits = LIMITS.with(new Probes(new Backoff(ofMillis(250), ofMillis(1_000)), random()));
    var breaker = new Breaker("probed", limits, nanos::get);
    for (int i = 0; i < 5; i++) {
      breaker.failed(FailureCategory.UNAVAILABLE);
    }
    for (long atMostMs : new long[] {250, 500, 1_000, 1_000, 1_000}) {
      nanos.addAndGet((atMostMs / 2 - 1) * 1_000_000);
      assertThat(breaker.admits()).as("before half of %d ms", atMostMs).isFalse();
      nanos.addAndGet((atMostMs / 2 + 2) * 1_000_000);
      assertThat(breaker.admits()).as("after %d ms", atMostMs).isTrue();
      assertThat(breaker.admits()).as("a second trial request").isFalse();
      breaker.failed(FailureCategory.UNAVAILABLE);
    }
    nanos.addAndGet(1_001_000_000);
    assertThat(breaker.admits()).isTrue();
    breaker.succeeded();
    assertThat(breaker.admits()).isTrue();
    for (int i = 0; i < 5; i++) {
      breaker.failed(FailureCategory.UNAVAILABLE);
    }
    nanos.addAndGet(251_000_000);
    assertThat(breaker.admits()).as("soon again in the next outage").isTrue();
  }

  @Test
  void probesAreNotLaterThanTheBreakerWouldBe() {
    var limits =
        new Breaker.Limits(10, ofMillis(100))
            .with(new Probes(new Backoff(ofMillis(250), ofMillis(1_000)), random()));
    var breaker = new Breaker("probed", limits, nanos::get);
    for (int i = 0; i < 5; i++) {
      breaker.failed(FailureCategory.UNAVAILABLE);
    }
    nanos.addAndGet(101_000_000);
    assertThat(breaker.admits()).isTrue();
  }

  private static Random random() {
    return new Random(1);
  }

  @Test
  void anAbandonedTrialAllowsAnother() {
    fail(5, FailureCategory.TIMED_OUT);
    nanos.addAndGet(LIMITS.open().toNanos() + 1);
    assertThat(first.admits()).isTrue();
    first.unknown();
    assertThat(first.admits()).isTrue();
  }

  @Test
  void usesTheFallbackUntilTheFirstRecovers() {
    assertThat(endpoints.admitting(0)).map(Endpoint::client).hasValue("a");
    assertThat(endpoints.admitting(1)).map(Endpoint::client).hasValue("b");
    fail(5, FailureCategory.UNAVAILABLE);
    assertThat(endpoints.admitting(0)).map(Endpoint::client).hasValue("b");
    endpoints.all().getLast().breaker().succeeded();
    nanos.addAndGet(LIMITS.open().toNanos() + 1);
    assertThat(endpoints.admitting(0)).map(Endpoint::client).hasValue("a");
  }

  @Test
  void admitsNoRequestWhileAllBreakersAreOpen() {
    fail(5, FailureCategory.UNAVAILABLE);
    for (int i = 0; i < 5; i++) {
      endpoints.all().getLast().failed(FailureCategory.QUOTA_SPENT);
    }
    assertThat(endpoints.admitting(0)).isEmpty();
    assertThat(endpoints.admitting(1)).isEmpty();
    assertThat(
            meters
                .get("trunkline.provider.errors")
                .tags("endpoint", "second", "category", "quota-spent")
                .counter()
                .count())
        .isEqualTo(5);
  }

  private void fail(int times, FailureCategory category) {
    for (int i = 0; i < times; i++) {
      assertThat(first.admits()).isTrue();
      first.failed(category);
    }
  }

  private double state(String endpoint) {
    return meters
        .get("trunkline.provider.breaker.state")
        .tags("endpoint", endpoint)
        .gauge()
        .value();
  }
}
