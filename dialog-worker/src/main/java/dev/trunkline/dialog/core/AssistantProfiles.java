// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.LocatedText;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of all assistants. An assistant in the file overrides settings of the environment:
 * {@code sayAgain} there replaces what {@link ConversationSettings} reads from {@code SAY_AGAIN}.
 * Immutable.
 */
public final class AssistantProfiles {
  /** Settings with a dedicated key in the file, or global to the service. */
  private static final Set<String> NOT_OVERRIDABLE =
      Set.of("SYSTEM_PROMPT", "GREETING", "ASSISTANT_LANGUAGE", "VAD_ENABLED");

  private final AssistantProfile defaultProfile;
  private final Map<String, AssistantProfile> byName;

  private AssistantProfiles(AssistantProfile defaultProfile, Map<String, AssistantProfile> byName) {
    this.defaultProfile = defaultProfile;
    this.byName = Map.copyOf(byName);
  }

  /** Only the default assistant. */
  public static AssistantProfiles only(ConversationSettings settings) {
    return new AssistantProfiles(AssistantProfile.of(settings), Map.of());
  }

  /**
   * The default assistant and those in the file. Invalid values in the file are added to its
   * errors.
   */
  public static AssistantProfiles from(Settings settings, Assistants assistants) {
    Settings asked = settings.with(Map.of());
    ConversationSettings defaults = ConversationSettings.from(asked);
    var byName = new HashMap<String, AssistantProfile>();
    for (Assistant assistant : assistants.all()) {
      var own = new HashMap<String, String>();
      if (assistant.language() != null) {
        own.put("ASSISTANT_LANGUAGE", assistant.language());
      }
      assistant
          .manners()
          .forEach((name, value) -> {
            String variable = variable(name);
            if (isValid(name, variable, value, asked, assistants)) {
              own.put(variable, value.text());
            }
          });
      byName.put(
          assistant.name(), AssistantProfile.of(ConversationSettings.from(settings.with(own))));
    }
    return new AssistantProfiles(AssistantProfile.of(defaults), byName);
  }

  /** The profile of this assistant; the default one for null and for unknown names. */
  public AssistantProfile of(@Nullable String name) {
    return name == null ? defaultProfile : byName.getOrDefault(name, defaultProfile);
  }

  private static boolean isValid(
      String name, String variable, LocatedText value, Settings asked, Assistants assistants) {
    boolean special = name.equals("prompt") || name.equals("greeting");
    if (!asked.asked().contains(variable) || (!special && NOT_OVERRIDABLE.contains(variable))) {
      assistants.errors().add(value.position(), name + " is not a setting of an assistant");
      return false;
    }
    try {
      ConversationSettings.from(asked.with(Map.of(variable, value.text())));
      return true;
    } catch (InvalidSetting e) {
      String why = String.valueOf(e.getMessage());
      assistants.errors().add(value.position(), name + why.substring(variable.length()));
      return false;
    }
  }

  private static String variable(String name) {
    return name.equals("prompt")
        ? "SYSTEM_PROMPT"
        : name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
