// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language that a voice is asked to speak. */
class VoiceLanguageTest {
  @ParameterizedTest
  @ValueSource(strings = {"eleven_turbo_v2_5", "eleven_flash_v2_5", "eleven_v3", "a_new_model"})
  void modelSpeaksTheAssistantsLanguage(String model) {
    assertThat(VoiceLanguage.codeFor(model, "de")).contains("de");
    assertThat(VoiceLanguage.codeFor(model, null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eleven_multilingual_v2",
        "eleven_multilingual_v1",
        "eleven_monolingual_v1",
        "eleven_turbo_v2",
        "eleven_flash_v2"
      })
  void modelThatRejectsALanguageGetsNone(String model) {
    assertThat(VoiceLanguage.codeFor(model, "en")).isEmpty();
  }

  @Test
  void voiceGetsTheShortFormOfALongCode() {
    assertThat(VoiceLanguage.codeFor("eleven_flash_v2_5", "deu")).contains("de");
    assertThat(VoiceLanguage.codeFor("eleven_flash_v2_5", "haw")).as("has no short form").isEmpty();
  }
}
