// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPENAI_API_KEY",
        "ELEVENLABS_API_KEY",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_AUTH_TOKEN_SECONDARY",
        "GATEWAY_STREAM_TOKEN_SECRET",
        "KAFKA_SASL_JAAS_CONFIG",
        "KAFKA_SSL_TRUSTSTORE_PASSWORD"
      })
  void aSecretMayStandInAFile(String secret) throws Exception {
    assertThat(SecretFiles.read(Map.of(secret + "_FILE", file("sesame\n"))))
        .containsExactly(Map.entry(secret, "sesame"));
  }

  @Test
  void filesThatAreNoSecretsAreLeftAlone() {
    Map<String, String> settings =
        Map.of("ASSISTANTS_FILE", "/a.yaml", "SETTINGS_FILE", "/b.env", "OPENAI_API_KEY_FILE", " ");

    assertThat(SecretFiles.read(settings)).isEqualTo(settings);
  }

  @Test
  void aFileThatIsNotThereStopsTheServiceWithALine() {
    assertThatThrownBy(() -> SecretFiles.read(Map.of("OPENAI_API_KEY_FILE", "/nowhere/key")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "OPENAI_API_KEY_FILE names a file that cannot be read; set it to a file that holds"
                + " OPENAI_API_KEY and that the service may read");
  }

  @Test
  void anEmptyFileIsNoSecret() throws Exception {
    Map<String, String> settings = Map.of("OPENAI_API_KEY_FILE", file("\n"));

    assertThatThrownBy(() -> SecretFiles.read(settings)).hasMessageContaining("an empty file");
  }

  @Test
  void itIsNotGuessedWhichOfTwoSecretsIsMeant() throws Exception {
    Map<String, String> settings =
        Map.of("OPENAI_API_KEY_FILE", file("sesame"), "OPENAI_API_KEY", "open");

    assertThatThrownBy(() -> SecretFiles.read(settings))
        .hasMessage("OPENAI_API_KEY is set and so is OPENAI_API_KEY_FILE; set one of them")
        .hasMessageNotContaining("sesame");
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("secret"), content).toString();
  }
}
