// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
  @Test
  void aWaitOfZeroTurnsTheFillerOff() {
    assertThat(AnswerRules.from(Settings.of(Map.of("fillerAfterMs", "0"))).filler()).isEmpty();
    assertThat(AnswerRules.from(Settings.of(Map.of())).filler()).isNotEmpty();
  }
}
