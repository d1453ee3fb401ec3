// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void anEmptyValueCountsAsUnset() {
    assertThat(Settings.of(Map.of("PORT", " ")).integer("PORT", 8080, 1, 65_535)).isEqualTo(8080);
  }

  @Test
  void aWrongNumberIsExplainedInOneLineWithTheCure() {
    var settings = Settings.of(Map.of("PORT", "eighty"));
    assertThatThrownBy(() -> settings.integer("PORT", 8080, 1, 65_535))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("PORT cannot be read; set a whole number from 1 to 65535");
  }

  @Test
  void aNumberOutOfRangeIsRefused() {
    var settings = Settings.of(Map.of("PORT", "70000"));
    assertThatThrownBy(() -> settings.integer("PORT", 8080, 1, 65_535))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("PORT is out of range");
  }

  @Test
  void theMessageNeverHoldsTheValueSinceItMayBeASecret() {
    var settings = Settings.of(Map.of("OPENAI_BASE_URL", "sk-secret"));
    assertThatThrownBy(() -> settings.url("OPENAI_BASE_URL", "https://api.openai.com/v1"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void aMissingRequiredSettingNamesTheCure() {
    assertThatThrownBy(() -> Settings.of(Map.of()).required("OPENAI_API_KEY", "set your key"))
        .hasMessage("OPENAI_API_KEY is not set; set your key");
  }

  @Test
  void aUrlLosesTheSlashAtItsEnd() {
    assertThat(Settings.of(Map.of("U", "http://localhost:9/v1/")).url("U", "http://x"))
        .hasToString("http://localhost:9/v1");
  }
}
