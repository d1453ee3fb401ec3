// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
  @Test
  void loopbackIsNotEveryAddress() {
    assertThat(ListenAddress.of("127.0.0.1", 0).getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void everyAddressCanBeNamed() {
    assertThat(ListenAddress.of("0.0.0.0", 0).getAddress().isAnyLocalAddress()).isTrue();
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> ListenAddress.of("192.0.2.1", 0))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "BIND_ADDRESS is not an address of this machine; set one that is, or 0.0.0.0"
                + " for all");
  }
}
