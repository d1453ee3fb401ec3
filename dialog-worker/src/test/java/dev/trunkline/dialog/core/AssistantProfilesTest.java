// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistantProfilesTest {
  @TempDir Path directory;

  @Test
  void assistantOverridesSettingsOfTheEnvironment() throws IOException {
    AssistantProfiles profiles =
        profiles(
            """
            defaults:
              manners: {resumed: There you are., historyLines: 30}
            assistants:
              - name: shop
                numbers: ["+15550100"]
                prompt: You sell shoes.
                greeting: Hello, it is 9:00.
                manners: {sayAgain: Pardon?, historyLines: 20}
              - name: laden
                numbers: ["+15550101"]
                language: de
                greeting: Guten Tag, es ist 9 Uhr.
            """,
            Map.of("GREETING", "Hi."));
    ConversationSettings shop = profiles.of("shop").settings();
    assertThat(shop.systemPrompt()).isEqualTo("You sell shoes.");
    assertThat(shop.greeting()).isEqualTo("Hello, it is nine o'clock.");
    assertThat(shop.sayAgain()).isEqualTo("Pardon?");
    assertThat(shop.maxHistoryLines()).isEqualTo(20);
    assertThat(shop.resumed()).isEqualTo("There you are.");
    assertThat(profiles.of("laden").settings().maxHistoryLines()).isEqualTo(30);
    assertThat(profiles.of(null).settings().resumed()).isEqualTo("There you are.");
    assertThat(profiles.of("laden").settings().greeting()).isEqualTo("Guten Tag, es ist 9 Uhr.");
    assertThat(profiles.of(null).settings().greeting()).isEqualTo("Hi.");
    assertThat(profiles.of("gone").settings().greeting()).isEqualTo("Hi.");
  }

  @Test
  void invalidOverridesAreReportedWithTheirPosition() {
    assertThatThrownBy(() ->
            profiles(
                """
                assistants:
                  - name: shop
                    numbers: ["+15550100"]
                    manners:
                      politeness: high
                      historyLines: 1
                      vadEnabled: false
                """,
                Map.of()))
        .hasMessageContainingAll(
            "5:19: politeness is not a setting of an assistant",
            "6:21: historyLines is out of range; set a whole number from 2 to 1000",
            "7:19: vadEnabled is not a setting of an assistant");
  }

  @Test
  void mistakeInTheDefaultsIsReportedOnce() {
    assertThatThrownBy(() ->
            profiles(
                """
                defaults:
                  language: de
                  manners: {bargeInWords: 0, fillerAfterMs: soon}
                assistants:
                  - {name: one, numbers: ["+15550100"]}
                  - {name: two, numbers: ["+15550101"]}
                """,
                Map.of()))
        .hasMessageContainingAll(
            "names a file with 2 errors",
            "3:27: bargeInWords is out of range; set a whole number from 1 to 20",
            "3:45: fillerAfterMs cannot be read; set a whole number from 0 to 60000");
  }

  @Test
  void settingInTheEnvironmentIsNotAKeyOfTheFile() throws IOException {
    AssistantProfiles profiles =
        profiles("defaults: {language: en}", Map.of("apology", "Not mine."));
    assertThat(profiles.of(null).settings().apology()).startsWith("I am sorry");
  }

  @Test
  void exampleFileInTheDocsIsValid() {
    Settings settings = Settings.of(Map.of("ASSISTANTS_FILE", "../docs/assistants.example.yaml"));
    Assistants assistants = Assistants.in(settings);
    AssistantProfiles profiles = AssistantProfiles.from(settings, assistants);
    assistants.errors().throwIfAny();
    assertThat(assistants.all()).hasSize(2);
    assertThat(assistants.all())
        .allMatch(a -> !profiles.of(a.name()).settings().equals(profiles.of(null).settings()));
  }

  private AssistantProfiles profiles(String yaml, Map<String, String> environment)
      throws IOException {
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(file, yaml);
    var variables = new HashMap<>(environment);
    variables.put("ASSISTANTS_FILE", file.toString());
    Settings settings = Settings.of(variables);
    Assistants assistants = Assistants.in(settings);
    AssistantProfiles profiles = AssistantProfiles.from(settings, assistants);
    assistants.errors().throwIfAny();
    return profiles;
  }
}
