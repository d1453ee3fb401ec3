// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What can be broken where. */
class StackTest {
  @Test
  void whatIsAloneHasNoSuccessor() {
    assertThatThrownBy(() -> plan("L1,K1", new Stack.OneProcess()))
        .hasMessageContaining("K1")
        .hasMessageContaining("one process");
    assertThat(plan("L1,L3,P1", new Stack.OneProcess()).ids()).containsExactly("L1", "L3", "P1");
  }

  @Test
  void onlyOneBrokerIsBehindASlowLine() {
    assertThat(plan("b3", new Stack.Processes(1)).ids()).containsExactly("B3");
    assertThatThrownBy(() -> plan("B3", new Stack.Processes(3))).hasMessageContaining("B3");
  }

  @Test
  void thereAreNoFaultsButThoseOfTheList() {
    assertThatThrownBy(() -> plan("K1,K99", new Stack.Processes(1)))
        .hasMessageContaining("K99")
        .hasMessageContaining("K1, K2");
    assertThatThrownBy(() -> new Stack.Processes(6)).hasMessageContaining("5");
  }

  private static Chaos.Plan plan(String only, Stack stack) {
    return Chaos.Plan.of(only, 1, 1, 0, 2, 1, stack);
  }
}
