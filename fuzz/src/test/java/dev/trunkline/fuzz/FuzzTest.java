// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final String VALID = "{\"event\":\"mark\",\"mark\":{\"name\":\"1:0\"}}";

  @Test
  void aSeedRepeatsItsCases() {
    List<String> first = texts();

    assertThat(texts()).isEqualTo(first);
    assertThat(new HashSet<>(first)).as("and they differ").hasSizeGreaterThan(600);
    assertThat(first).as("some stay valid").contains(VALID);
  }

  @Test
  void aFailureNamesSeedCaseAndInput() {
    assertThatThrownBy(() ->
            Fuzz.cases((number, mutator) -> {
              String text = mutator.text(VALID);
              assertThat(number).as(text).isLessThan(41);
            }))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("case 41 of -Dfuzz.seed=1, from ");
  }

  private static List<String> texts() {
    var texts = new ArrayList<String>();
    Fuzz.cases(1_000, (number, mutator) -> texts.add(mutator.text(VALID)));
    return texts;
  }
}
