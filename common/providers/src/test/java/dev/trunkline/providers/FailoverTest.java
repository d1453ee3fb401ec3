// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.providers.Failover.Next;
import org.junit.jupiter.api.Test;

class FailoverTest {
  private final Failover two = new Failover(2);
  private final Failover one = new Failover(1);

  @Test
  void usesTheSecondImmediatelyAfterTheFirstFailed() {
    assertThat(two.preferred()).isZero();
    assertThat(two.failed(0, false)).isEqualTo(Next.SWITCH_NOW);
    assertThat(two.preferred()).isEqualTo(1);
  }

  @Test
  void alternatesWithBackoffOnceBothHaveFailed() {
    two.failed(0, false);
    assertThat(two.failed(1, false)).isEqualTo(Next.RETRY_LATER);
    assertThat(two.preferred()).isZero();
    assertThat(two.failed(0, false)).isEqualTo(Next.RETRY_LATER);
    assertThat(two.preferred()).isEqualTo(1);
    assertThat(two.failures()).isEqualTo(3);
  }

  @Test
  void staysAwayFromAnEndpointThatFailedPermanently() {
    two.failed(0, true);
    assertThat(two.failed(1, false)).isEqualTo(Next.RETRY_LATER);
    assertThat(two.preferred()).isEqualTo(1);
  }

  @Test
  void givesUpWhenAllHaveFailedPermanently() {
    two.failed(0, true);
    assertThat(two.failed(1, true)).isEqualTo(Next.GIVE_UP);
    assertThat(one.failed(0, true)).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void retriesTheOnlyEndpointWithBackoff() {
    assertThat(one.failed(0, false)).isEqualTo(Next.RETRY_LATER);
    assertThat(one.preferred()).isZero();
  }

  @Test
  void returnsToTheFirstAfterASuccess() {
    two.failed(0, true);
    two.succeeded();
    assertThat(two.preferred()).isZero();
    assertThat(two.failures()).isZero();
    assertThat(two.failed(1, false)).isEqualTo(Next.SWITCH_NOW);
    assertThat(two.preferred()).isZero();
  }

  @Test
  void triesEachOfThreeBeforeItBacksOff() {
    var three = new Failover(3);
    assertThat(three.failed(0, false)).isEqualTo(Next.SWITCH_NOW);
    assertThat(three.failed(1, false)).isEqualTo(Next.SWITCH_NOW);
    assertThat(three.preferred()).isEqualTo(2);
    assertThat(three.failed(2, true)).isEqualTo(Next.RETRY_LATER);
    assertThat(three.preferred()).isZero();
  }

  @Test
  void rejectsAnImpossibleNumberOfEndpoints() {
    assertThatThrownBy(() -> new Failover(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Failover(32)).isInstanceOf(IllegalArgumentException.class);
  }
}
