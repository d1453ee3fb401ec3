// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.tts.core.OutputFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TtsSettingsTest {
  @Test
  void onlyTheApiKeyIsRequired() {
    var settings = TtsSettings.from(Settings.of(Map.of("ELEVENLABS_API_KEY", "sesame")), null);
    assertThat(settings.access().baseUrl()).hasToString("https://api.elevenlabs.io");
    assertThat(settings.access().voice().id()).isEqualTo("21m00Tcm4TlvDq8ikWAM");
    assertThat(settings.access().model()).isEqualTo("eleven_turbo_v2_5");
    assertThat(settings.access().format()).isEqualTo(OutputFormat.ULAW_8000);
    assertThat(settings.limits().maxContexts()).isEqualTo(3);
  }

  @Test
  void missingApiKeyNamesTheVariable() {
    assertThatThrownBy(() -> TtsSettings.from(Settings.of(Map.of()), null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("ELEVENLABS_API_KEY is not set");
  }

  @Test
  void nonTelephoneFormatIsRejected() {
    var settings =
        Settings.of(Map.of("ELEVENLABS_API_KEY", "k", "TTS_OUTPUT_FORMAT", "mp3_44100_128"));
    assertThatThrownBy(() -> TtsSettings.from(settings, null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("TTS_OUTPUT_FORMAT")
        .hasMessageContaining("pcm_16000");
  }

  @Test
  void apiKeyIsNeverPrinted() {
    var settings = TtsSettings.from(Settings.of(Map.of("ELEVENLABS_API_KEY", "sesame")), null);
    assertThat(settings.toString()).doesNotContain("sesame");
  }
}
