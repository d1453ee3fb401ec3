// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PollTimeoutTest {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  private long nowMs = 1_000;
  private final PollTimeout pollTimeout = new PollTimeout(() -> Instant.ofEpochMilli(nowMs));
  private final CallDeadlines some = new CallDeadlines();
  private final CallDeadlines others = new CallDeadlines();

  PollTimeoutTest() {
    pollTimeout.add(some);
    pollTimeout.add(others);
  }

  @Test
  void waitsLongWithoutDeadlines() {
    assertThat(waitMs()).isEqualTo(40);
  }

  @Test
  void waitsUntilTheEarliestDeadline() {
    some.set("CA1", 1_035);
    others.set("CA2", 1_025);
    others.set("CA3", 9_000);
    assertThat(waitMs()).isEqualTo(25);
    nowMs = 1_008;
    assertThat(waitMs()).isEqualTo(17);
  }

  @Test
  void dueDeadlineDoesNotExtendTheWait() {
    some.set("CA1", 1_005);
    assertThat(waitMs()).isEqualTo(10);
    nowMs = 5_000;
    assertThat(waitMs()).isEqualTo(10);
  }

  @Test
  void movedAndRemovedDeadlinesDoNotCount() {
    some.set("CA1", 1_020);
    some.set("CA1", 9_000);
    assertThat(waitMs()).isEqualTo(40);
    some.set("CA1", 1_020);
    some.set("CA2", 1_030);
    some.remove("CA1");
    assertThat(waitMs()).isEqualTo(30);
    pollTimeout.remove(some);
    assertThat(waitMs()).isEqualTo(40);
  }

  @Test
  void dueReturnsPassedDeadlines() {
    some.set("CA1", 1_020);
    some.set("CA2", 1_030);
    some.set("CA3", Long.MAX_VALUE);
    assertThat(some.due(1_019)).isEmpty();
    assertThat(some.due(1_020)).containsExactly("CA1");
    assertThat(some.due(9_000)).containsExactlyInAnyOrder("CA1", "CA2");
    assertThat(some.calls()).containsExactlyInAnyOrder("CA1", "CA2");
    some.clear();
    assertThat(some.due(9_000)).isEmpty();
  }

  private long waitMs() {
    return pollTimeout.atLeast(SHORTEST).toMillis();
  }
}
