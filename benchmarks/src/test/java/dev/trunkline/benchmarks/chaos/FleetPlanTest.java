// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What can be broken where. */
class FleetPlanTest {
  @Test
  void whatIsAloneHasNoSuccessor() {
    assertThatThrownBy(() -> plan("L1,K1", new FleetPlan.OneProcess()))
        .hasMessageContaining("K1")
        .hasMessageContaining("one process");
    assertThat(plan("L1,L3,P1", new FleetPlan.OneProcess()).ids())
        .containsExactly("L1", "L3", "P1");
  }

  @Test
  void onlyOneBrokerIsBehindASlowLine() {
    assertThat(plan("b3", new FleetPlan.Processes(1)).ids()).containsExactly("B3");
    assertThatThrownBy(() -> plan("B3", new FleetPlan.Processes(3))).hasMessageContaining("B3");
  }

  @Test
  void thereAreNoFaultsButThoseOfTheList() {
    assertThatThrownBy(() -> plan("K1,K99", new FleetPlan.Processes(1)))
        .hasMessageContaining("K99")
        .hasMessageContaining("K1, K2");
    assertThatThrownBy(() -> new FleetPlan.Processes(6)).hasMessageContaining("5");
  }

  private static Chaos.Plan plan(String only, FleetPlan stack) {
    return Chaos.Plan.of(only, 1, 1, 0, 2, 1, stack);
  }
}
