// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of names in the environment that are no settings. */
class SettingNamesTest {
  private static final Path RESOURCES =
      Path.of("src", "main", "resources", "dev", "trunkline", "runtime", "settings");

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_MAX_CALL, GATEWAY_MAX_CALLS",
    "GATEWAY_MXA_CALLS, GATEWAY_MAX_CALLS",
    "GREETNIG, GREETING",
    "KAFKA_BOOTSTRAP_SERVER, KAFKA_BOOTSTRAP_SERVERS",
    "OPENAI_APIKEY, OPENAI_API_KEY",
    "OPENAI_APIKEY_FILE, OPENAI_API_KEY_FILE",
    "TWILIO_AUTHTOKEN, TWILIO_AUTH_TOKEN",
    "LOG_LEVLE, LOG_LEVEL",
    "SYSTEMPROMPT, SYSTEM_PROMPT"
  })
  void misspeltNameIsAnsweredWithTheRightOne(String wrong, String right) {
    assertThatThrownBy(() -> read(Map.of(wrong, "1")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(wrong + " is not a setting; did you mean " + right + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEWAY_COLOR_OF_THE_DOOR",
        "VAD_SENSITIVITY",
        "STT_PROVIDER_NAME",
        "DIALOG_TEMPERATURE",
        "TTS_SPEAKING_RATE",
        "TOPICS_PREFIX_TEXT",
        "BROKER_MEMORY_LIMIT",
        "SIM_ANYTHING_AT_ALL"
      })
  void unknownNameWithOurPrefixIsRejected(String name) {
    assertThatThrownBy(() -> read(Map.of(name, "1")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageMatching(
            name + " is not a setting; the nearest is [A-Z_]+, remove or correct it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAX_CALLS | is called GATEWAY_MAX_CALLS now; rename it",
        "PLAYOUT_QUEUE_MS | is a constant now (600000 ms); remove it",
        "SAY_AGAIN | moved to the assistants file (ASSISTANTS_FILE): set defaults.manners.sayAgain"
            + " there instead",
        "BUSY_MESSAGE | moved to the assistants file (ASSISTANTS_FILE): set twilioVoice.busy there"
            + " instead",
        "BROKER_NODE | is an option now: ./trunkline broker --node; remove it",
        "STREAM_TOKEN_SECRET_FILE | is called GATEWAY_STREAM_TOKEN_SECRET_FILE now; rename it",
        "TTS_CHUNK_MS | is called SIM_TTS_CHUNK_MS now; rename it",
        "HEALTH_PORT | is called VAD_HEALTH_PORT, STT_HEALTH_PORT, DIALOG_HEALTH_PORT or"
            + " TTS_HEALTH_PORT now; rename it"
      })
  void formerNameIsAnsweredWithWhatItIsNow(String name, String advice) {
    assertThatThrownBy(() -> read(Map.of(name, "1")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(name + " " + advice);
  }

  @Test
  void everyWrongNameHasALineOfItsOwn() {
    assertThatThrownBy(() -> read(Map.of("MAX_CALLS", "1", "DRAIN_MS", "1", "PORT", "0")))
        .message()
        .hasLineCount(2)
        .startsWith("DRAIN_MS is called GATEWAY_DRAIN_MS now");
  }

  @Test
  void messageDoesNotHoldTheValue() {
    assertThatThrownBy(() -> read(Map.of("OPENAI_APIKEY", "sk-secret")))
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void namesOfKubernetesAndDockerAreIgnored() {
    Map<String, String> injected =
        Map.ofEntries(
            Map.entry("GATEWAY_SERVICE_HOST", "10.0.0.1"),
            Map.entry("GATEWAY_SERVICE_PORT", "80"),
            Map.entry("GATEWAY_SERVICE_PORT_HTTP", "80"),
            Map.entry("GATEWAY_PORT", "tcp://10.0.0.1:8080"),
            Map.entry("GATEWAY_PORT_8080_TCP", "tcp://10.0.0.1:8080"),
            Map.entry("GATEWAY_PORT_8080_TCP_PROTO", "tcp"),
            Map.entry("GATEWAY_PORT_8080_TCP_PORT", "8080"),
            Map.entry("GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.1"),
            Map.entry("STT_WORKER_SERVICE_PORT", "8082"),
            Map.entry("SIM_PORT", "tcp://10.0.0.2:8090"),
            Map.entry("VAD_NAME", "/trunkline/vad"),
            Map.entry("VAD_ENV_LANG", "C"),
            Map.entry("KAFKA_SERVICE_HOST", "10.0.0.3"),
            Map.entry("KAFKA_PORT_9092_TCP", "tcp://10.0.0.3:9092"));

    assertThat(read(injected).values()).isEmpty();
  }

  @Test
  void namesOfTheSystemAndOfOthersAreLeftAlone() {
    Map<String, String> others = new HashMap<>();
    for (String name :
        List.of(
            "PATH",
            "HOME",
            "HOST",
            "HOSTNAME",
            "LANG",
            "JAVA_HOME",
            "JDK_JAVA_OPTIONS",
            "SSH_PORT",
            "SHOP_KEY",
            "SERVICE",
            "TRUNKLINE_HEAP",
            "KAFKA_SASL_MECHANISM",
            "KAFKA_CLIENT_RACK",
            "OTEL_RESOURCE_ATTRIBUTES",
            "OPENAI_ORGANIZATION",
            "TWILIO_API_KEY",
            "GATEWAY_PORTS",
            "GATEWAY_GRACE_PERIOD",
            "SETTINGS_FILE",
            "ORT_DISABLE_TELEMETRY")) {
      others.put(name, "x");
    }
    assertThat(read(others).values()).isEqualTo(others);
  }

  @Test
  void everyComponentKnowsTheNamesOfAllOthers() {
    assertThatCode(() ->
            read(
                Map.of(
                    "VAD_THRESHOLD", "0.4",
                    "TTS_CACHED_TEXTS", "10",
                    "SIM_CHAT_REWORDING", "0.5",
                    "BROKER_PORT", "9092")))
        .doesNotThrowAnyException();
  }

  @Test
  void secretMayStandInAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "sesame\n");
    Settings settings = read(Map.of("GATEWAY_STREAM_TOKEN_SECRET_FILE", file.toString()));
    assertThat(settings.variable("GATEWAY_STREAM_TOKEN_SECRET")).contains("sesame");
  }

  @Test
  void emptyFormerNameDoesNotMatter() {
    assertThat(read(Map.of("MAX_CALLS", "")).values()).isEmpty();
  }

  @Test
  void formerNamesAreNotSettingsAndLeadToOnesThatAre() throws IOException {
    List<String> known = column("settings.tsv", 0).toList();
    assertThat(column("former-settings.tsv", 0)).doesNotContainAnyElementsOf(known);
    assertThat(
            column("former-settings.tsv", 1)
                .filter(now -> now.matches("[A-Z].*"))
                .flatMap(now -> Stream.of(now.split(", | or "))))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  private static Stream<String> column(String resource, int index) throws IOException {
    return Files.readAllLines(RESOURCES.resolve(resource)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1)[index]);
  }

  private static Settings read(Map<String, String> variables) {
    return Settings.ofEnvironment(variables);
  }
}
