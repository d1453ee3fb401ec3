// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a gateway counts as overloaded, in virtual time. */
class OverloadTest {
  private static final long TICK_MS = 20;

  private long now;
  private double cpu;
  private Overload overload = overload(0.85, 0.7, 100);

  @Test
  void shortPeakIsNotAnOverload() {
    cpu = 1;
    run(2_000);
    assertThat(overload.reason()).isEmpty();
  }

  @Test
  void sustainedLoadRejectsUntilItIsClearlyLower() {
    cpu = 1;
    run(6_000);
    assertThat(overload.reason()).contains(AdmissionRejection.CPU);
    cpu = 0.8;
    run(60_000);
    assertThat(overload.reason()).as("between the two limits").contains(AdmissionRejection.CPU);
    cpu = 0.5;
    run(6_000);
    assertThat(overload.reason()).isEmpty();
    cpu = 0.8;
    run(60_000);
    assertThat(overload.reason()).as("between the two limits").isEmpty();
    assertThat(overload.cpuLoad()).isBetween(0.79, 0.81);
  }

  @Test
  void unknownOrUnlimitedLoadRejectsNoCall() {
    cpu = -1;
    run(60_000);
    assertThat(overload.reason()).isEmpty();
    assertThat(overload.cpuLoad()).isZero();
    overload = overload(0, 0, 0);
    cpu = 1;
    tickLateBy(1_000, 10_000);
    assertThat(overload.reason()).isEmpty();
    assertThat(overload.cpuLoad()).as("it is still measured").isGreaterThan(0.9);
  }

  @Test
  void shortTickerStallIsNotAnOverload() {
    run(10_000);
    now += TimeUnit.MILLISECONDS.toNanos(300);
    for (int tick = 0; tick < 15; tick++) {
      overload.ticked();
    }
    run(100);
    assertThat(overload.reason()).isEmpty();
  }

  @Test
  void sustainedLagRejectsUntilItIsClearlyLower() {
    run(10_000);
    tickLateBy(150, 10_000);
    assertThat(overload.reason()).contains(AdmissionRejection.LAG);
    assertThat(overload.lagSeconds()).isBetween(0.14, 0.16);
    tickLateBy(70, 60_000);
    assertThat(overload.reason()).as("between the two limits").contains(AdmissionRejection.LAG);
    tickLateBy(0, 10_000);
    assertThat(overload.reason()).isEmpty();
  }

  private Overload overload(double max, double resume, long lagMs) {
    var limits = new Overload.Limits(max, resume, Duration.ofMillis(lagMs));
    return new Overload(limits, Duration.ofMillis(TICK_MS), () -> cpu, () -> now);
  }

  private void run(long ms) {
    tickLateBy(0, ms);
  }

  /** Ticks {@code lateMs} after each tick is due, for {@code ms}. */
  private void tickLateBy(long lateMs, long ms) {
    long due = now;
    for (long at = 0; at < ms; at += TICK_MS) {
      due += TimeUnit.MILLISECONDS.toNanos(TICK_MS);
      now = due + TimeUnit.MILLISECONDS.toNanos(lateMs);
      overload.ticked();
      overload.sampleCpu();
    }
    now = due;
  }
}
