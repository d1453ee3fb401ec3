// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolboxesTest {
  @TempDir Path directory;

  @Test
  void describesTheAssistantsToolsToTheModel() throws IOException {
    Toolboxes toolboxes = withOneTool();
    assertThat(toolboxes.of("shop").orElseThrow().definitions())
        .containsExactly(
            new ToolDefinition("find", "Finds.", "{\"type\":\"object\",\"properties\":{}}"));
    assertThat(toolboxes.of(null)).isEmpty();
  }

  @Test
  void sendsARequestForAConfiguredTool() throws IOException {
    Toolbox toolbox = withOneTool().of("shop").orElseThrow();
    assertThat(toolbox.decide("find", "{\"a\":1}"))
        .isEqualTo(new ToolDecision.SendRequest(null, true));
  }

  @Test
  void readsTheExampleInTheDocs() {
    Settings settings =
        Settings.of(
            Map.of("ASSISTANTS_FILE", "../docs/assistants.example.yaml", "SHOP_KEY", "s3cret"));
    Assistants assistants = Assistants.in(settings);
    Toolboxes toolboxes = Toolboxes.from(assistants, AssistantProfiles.from(settings, assistants));
    assistants.errors().throwIfAny();
    assertThat(toolboxes.of("shop").orElseThrow().definitions())
        .extracting(ToolDefinition::name)
        .containsExactly("look_up_order", "transfer", "hang_up");
  }

  private Toolboxes withOneTool() throws IOException {
    Path file = directory.resolve("assistants.yaml");
    Files.writeString(
        file,
        """
        tools:
          find:
            description: Finds.
            url: http://localhost:1/x
            method: GET
        assistants:
          - {name: shop, numbers: ["+15550100"], tools: [find]}
        """);
    Settings settings = Settings.of(Map.of("ASSISTANTS_FILE", file.toString()));
    Assistants assistants = Assistants.in(settings);
    Toolboxes toolboxes = Toolboxes.from(assistants, AssistantProfiles.from(settings, assistants));
    assistants.errors().throwIfAny();
    return toolboxes;
  }
}
