// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {
  @Test
  void aBrokerIsAloneUnlessToldOtherwise() {
    BrokerNode node = BrokerNode.of(1, "");

    assertThat(node.brokers()).isEqualTo(1);
    assertThat(node.voters()).isEqualTo("1@127.0.0.1:" + node.controller());
  }

  @Test
  void aNodeKnowsItselfAndTheOthers() {
    BrokerNode node = node(2, "19093,19094,19095");

    assertThat(node).isEqualTo(new BrokerNode(2, List.of(19093, 19094, 19095)));
    assertThat(node.controller()).isEqualTo(19094);
    assertThat(node.voters()).isEqualTo("1@127.0.0.1:19093,2@127.0.0.1:19094,3@127.0.0.1:19095");
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertThatThrownBy(() -> node(3, "19093,19094"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("--node");
    assertThatThrownBy(() -> node(1, "localhost:19093"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("--controllers");
  }

  private static BrokerNode node(int id, String controllers) {
    return BrokerNode.of(id, controllers);
  }
}
