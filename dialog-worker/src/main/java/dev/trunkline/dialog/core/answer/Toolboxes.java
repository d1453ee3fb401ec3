// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.core.AssistantProfiles;
import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The toolbox of each assistant in the assistants file. The default assistant has none. */
public final class Toolboxes {
  private final Map<String, Toolbox> byAssistant;

  private Toolboxes(Map<String, Toolbox> byAssistant) {
    this.byAssistant = Map.copyOf(byAssistant);
  }

  public static Toolboxes from(Assistants assistants, AssistantProfiles profiles) {
    var byAssistant = new HashMap<String, Toolbox>();
    for (Assistant each : assistants.all()) {
      byAssistant.put(
          each.name(), new Toolbox(each, profiles.of(each.name()).settings().actionPhrases()));
    }
    return new Toolboxes(byAssistant);
  }

  /** The tools of the assistant of this name; empty for the default assistant. */
  public Optional<Toolbox> of(@Nullable String assistant) {
    return assistant == null ? Optional.empty() : Optional.ofNullable(byAssistant.get(assistant));
  }
}
