// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.vad.core.DetectorRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VadSettingsTest {

  @Test
  void defaultsStartAfter96MsAndEndAfter192Ms() {
    DetectorRules rules = VadSettings.from(Settings.of(Map.of())).detector();
    assertThat(rules)
        .isEqualTo(
            new DetectorRules(
                0.5, 0.35, 0.95, 0.65, 3, 0, 1_536, new DetectorRules.Guard(0.6, 4, 1_600)));
  }

  @Test
  void offAboveOnIsRejected() {
    assertThatThrownBy(() -> VadSettings.from(Settings.of(Map.of("VAD_THRESHOLD", "0.3"))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("VAD_END_THRESHOLD is above VAD_THRESHOLD");
  }
}
