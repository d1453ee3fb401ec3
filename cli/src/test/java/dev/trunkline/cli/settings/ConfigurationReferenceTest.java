// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents say what the declarations of the settings say. */
class ConfigurationReferenceTest {
  private static final String WRITE = "configuration.write";

  static final String UPDATE =
      "mvn test -pl cli -am -Dformat.skip -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dtest=ConfigurationReferenceTest -D"
          + WRITE
          + "=true";

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Path NAMES =
      Path.of(
          "..", "common/runtime/src/main/resources/dev/trunkline/runtime/settings/settings.tsv");

  private static final List<Setting<?>> SETTINGS = DeclaredSettings.ofEnvironment();

  private static final ConfigurationReference REFERENCE =
      new ConfigurationReference(SETTINGS, DeclaredSettings.ofAssistants());

  @Test
  void pageMatchesTheDeclarations() throws IOException {
    assertMatches(PAGE, REFERENCE.markdown());
  }

  @Test
  void namesThatServicesKnowMatchTheDeclarations() throws IOException {
    assertMatches(NAMES, REFERENCE.names());
  }

  @Test
  void productHasAtMostSeventySettings() {
    assertThat(SETTINGS)
        .filteredOn(setting -> !setting.readers().equals(EnumSet.of(Component.SIMULATOR)))
        .hasSizeBetween(60, 70);
  }

  @Test
  void customersNamesStay() {
    assertThat(SETTINGS)
        .extracting(Setting::name)
        .contains(
            "PORT",
            "KAFKA_BOOTSTRAP_SERVERS",
            "OPENAI_API_KEY",
            "OPENAI_MODEL",
            "ELEVENLABS_API_KEY",
            "ELEVENLABS_VOICE_ID",
            "ELEVENLABS_STT_MODEL",
            "ELEVENLABS_TTS_MODEL",
            "TWILIO_STREAM_URL",
            "VAD_ENABLED",
            "VAD_MODEL_PATH",
            "SYSTEM_PROMPT",
            "GREETING");
  }

  @Test
  void noNameIsDeclaredTwice() {
    assertThat(SETTINGS).extracting(Setting::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingIsDescribed(Setting<?> setting) {
    Set<Component> readers = setting.readers();
    assertThat(readers).as("readers").isNotEmpty();
    assertThat(setting.meaning()).as("meaning").endsWith(".").doesNotContain("?");
    if (!readers.equals(EnumSet.of(Component.SIMULATOR))) {
      assertThat(setting.reason()).as("reason").isNotEmpty();
    }
    if (readers.size() == 1 && !setting.name().matches("PORT|SYSTEM_PROMPT|GREETING")) {
      assertThat(setting.name()).matches(prefix(readers.iterator().next()) + "_.+");
    }
  }

  private static String prefix(Component reader) {
    String own = reader == Component.SIMULATOR ? "SIM" : reader.name().replace("_WORKER", "");
    return "(" + own + "|OPENAI|ELEVENLABS|TWILIO|LOG)";
  }

  static List<Setting<?>> settings() {
    return SETTINGS;
  }

  private static void assertMatches(Path file, String expected) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(file, expected);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("%s is not what the settings' declarations say. Write it again:\n  %s", file, UPDATE)
        .isEqualTo(expected);
  }
}
