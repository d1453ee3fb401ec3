// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private enum Color {
    RED,
    DARK_GREEN
  }

  private static final Setting<Integer> PORT = Setting.integer("PORT", 8080, 1, 65_535);

  @Test
  void emptyValueCountsAsUnset() {
    Settings settings = Settings.of(Map.of("PORT", " "));
    assertThat(settings.get(PORT)).isEqualTo(8080);
    assertThat(settings.find(PORT)).isEmpty();
    assertThat(settings.isSet(PORT)).isFalse();
  }

  @Test
  void wrongNumberIsExplainedInOneLineWithTheCure() {
    assertThatThrownBy(() -> Settings.of(Map.of("PORT", "eighty")).get(PORT))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage("PORT cannot be read; set a whole number from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"70000", "0", "-1"})
  void numberOutOfRangeIsRejected(String value) {
    assertThatThrownBy(() -> Settings.of(Map.of("PORT", value)).get(PORT))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("PORT is out of range");
  }

  @Test
  void boundsOfARangeAreValid() {
    assertThat(Settings.of(Map.of("PORT", "1")).get(PORT)).isEqualTo(1);
    assertThat(Settings.of(Map.of("PORT", "65535")).get(PORT)).isEqualTo(65_535);
  }

  @Test
  void fractionIsReadAndHasBounds() {
    Setting<Double> share = Setting.number("SHARE", 0.5, 0, 1);
    assertThat(Settings.of(Map.of()).get(share)).isEqualTo(0.5);
    assertThat(Settings.of(Map.of("SHARE", "0.25")).get(share)).isEqualTo(0.25);
    assertThatThrownBy(() -> Settings.of(Map.of("SHARE", "1.01")).get(share))
        .hasMessage("SHARE is out of range; set a number from 0 to 1");
    assertThatThrownBy(() -> Settings.of(Map.of("SHARE", "NaN")).get(share))
        .hasMessageStartingWith("SHARE is out of range");
  }

  @Test
  void flagIsTrueOrFalseInAnyCase() {
    Setting<Boolean> flag = Setting.flag("ON", false);
    assertThat(Settings.of(Map.of("ON", "True")).get(flag)).isTrue();
    assertThatThrownBy(() -> Settings.of(Map.of("ON", "yes")).get(flag))
        .hasMessage("ON cannot be read; set true or false");
  }

  @Test
  void choiceIsReadInAnyCaseAndItsValuesAreListed() {
    Setting<Color> color = Setting.choice("COLOR", Color.RED);
    assertThat(Settings.of(Map.of("COLOR", "dark_green")).get(color)).isEqualTo(Color.DARK_GREEN);
    assertThatThrownBy(() -> Settings.of(Map.of("COLOR", "blue")).get(color))
        .hasMessage("COLOR cannot be read; set one of red, dark_green");
  }

  @Test
  void messageNeverHoldsTheValueSinceItMayBeASecret() {
    var url = Setting.url("OPENAI_BASE_URL", "https://api.openai.com/v1");
    assertThatThrownBy(() -> Settings.of(Map.of("OPENAI_BASE_URL", "sk-secret")).get(url))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void missingRequiredSettingNamesTheCure() {
    var key = Setting.secret("OPENAI_API_KEY");
    assertThatThrownBy(() -> Settings.of(Map.of()).required(key, "set your key"))
        .hasMessage("OPENAI_API_KEY is not set; set your key");
  }

  @Test
  void urlLosesTheSlashAtItsEnd() {
    var url = Setting.url("U", "http://x");
    assertThat(Settings.of(Map.of("U", "http://localhost:9/v1/")).get(url))
        .hasToString("http://localhost:9/v1");
  }

  @Test
  void urlOfAnotherSchemeIsRejected() {
    var url = Setting.url("U", "wss?", "wss://voice.example.com/media");
    assertThatThrownBy(() -> Settings.of(Map.of("U", "https://voice.example.com")).get(url))
        .hasMessage(
            "U has the wrong scheme or no host; set a full URL, for example"
                + " wss://voice.example.com/media");
  }

  @Test
  void hostNamesOfContainersMayHaveAnUnderscore() {
    var url = Setting.url("U", "http://x");
    assertThat(Settings.of(Map.of("U", "http://my_llm:8000/v1")).get(url))
        .isEqualTo(URI.create("http://my_llm:8000/v1"));
    assertThatThrownBy(() -> Settings.of(Map.of("U", "http://:8000/v1")).get(url))
        .isInstanceOf(InvalidSetting.class);
  }

  @Test
  void aValueThatWasGarbledIsRefused() {
    assertThatThrownBy(() -> Settings.ofEnvironment(Map.of("GREETING", "Gr\uFFFD\uFFFD Gott")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("LC_ALL=C.UTF-8");
    assertThat(Settings.ofEnvironment(Map.of("PS1", "\uFFFD")).values()).containsKey("PS1");
  }
}
