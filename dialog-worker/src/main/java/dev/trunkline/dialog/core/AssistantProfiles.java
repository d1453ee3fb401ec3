// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.runtime.assistant.LocatedText;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All assistants: the built-in values, with the environment's prompt and greeting, the file's
 * defaults, and each assistant's own values on top. Immutable.
 */
public final class AssistantProfiles {
  /** What {@link ConversationSettings} reads but is set elsewhere than under {@code manners}. */
  private static final Set<String> NOT_OVERRIDABLE =
      Set.of(
          ConversationSettings.SYSTEM_PROMPT.name(),
          ConversationSettings.GREETING.name(),
          ConversationSettings.LANGUAGE.name(),
          OutagePolicy.COVER_AFTER_MS.name(),
          SharedSettings.VAD_ENABLED.name());

  private final AssistantProfile defaultAssistantProfile;
  private final Map<String, AssistantProfile> byName;

  private AssistantProfiles(
      AssistantProfile defaultAssistantProfile, Map<String, AssistantProfile> byName) {
    this.defaultAssistantProfile = defaultAssistantProfile;
    this.byName = Map.copyOf(byName);
  }

  /** The default assistant alone. */
  public static AssistantProfiles only(ConversationSettings settings) {
    return new AssistantProfiles(
        AssistantProfile.of(settings, AnswerRules.from(Settings.of(Map.of()))), Map.of());
  }

  /**
   * The default assistant and those in the file. What is wrong with them is added to the file's
   * findings.
   */
  public static AssistantProfiles from(Settings settings, Assistants assistants) {
    var reader = new Reader(settings, assistants);
    AssistantProfile defaultAssistantProfile =
        reader.read(assistants.defaults().language(), assistants.defaults().manners());
    var byName = new HashMap<String, AssistantProfile>();
    for (Assistant assistant : assistants.all()) {
      byName.put(assistant.name(), reader.read(assistant.language(), assistant.manners()));
    }
    return new AssistantProfiles(defaultAssistantProfile, byName);
  }

  /** The assistant of this name; the default one for null and for names that are not known. */
  public AssistantProfile of(@Nullable String name) {
    return name == null
        ? defaultAssistantProfile
        : byName.getOrDefault(name, defaultAssistantProfile);
  }

  private static final class Reader {
    private final Settings environment;
    private final Assistants assistants;
    private final Set<String> known;

    Reader(Settings settings, Assistants assistants) {
      this.environment =
          settings.only(
              ConversationSettings.SYSTEM_PROMPT,
              ConversationSettings.GREETING,
              SharedSettings.VAD_ENABLED);
      this.assistants = assistants;
      Settings none = Settings.of(Map.of());
      ConversationSettings.from(none);
      AnswerRules.from(none);
      this.known = none.asked();
    }

    AssistantProfile read(@Nullable String language, Map<String, LocatedText> manners) {
      var own = new HashMap<String, String>();
      if (language != null) {
        own.put(ConversationSettings.LANGUAGE.name(), language);
      }
      manners.forEach((name, value) -> {
        if (isValid(name, value)) {
          own.put(setting(name), value.text());
        }
      });
      own.put(OutagePolicy.COVER_AFTER_MS.name(), String.valueOf(assistants.outage().afterMs()));
      Settings values = environment.with(own);
      return AssistantProfile.of(ConversationSettings.from(values), AnswerRules.from(values));
    }

    private boolean isValid(String name, LocatedText value) {
      String setting = setting(name);
      if (!known.contains(setting) || (setting.equals(name) && NOT_OVERRIDABLE.contains(name))) {
        assistants.errors().add(value.position(), name + " is not a setting of an assistant");
        return false;
      }
      try {
        Settings alone = Settings.of(Map.of(setting, value.text()));
        ConversationSettings.from(alone);
        AnswerRules.from(alone);
        return true;
      } catch (InvalidSetting e) {
        String why = String.valueOf(e.getMessage());
        assistants.errors().add(value.position(), name + why.substring(setting.length()));
        return false;
      }
    }

    /** Prompt and greeting have a place of their own in the file. */
    private static String setting(String name) {
      return switch (name) {
        case "prompt" -> ConversationSettings.SYSTEM_PROMPT.name();
        case "greeting" -> ConversationSettings.GREETING.name();
        default -> name;
      };
    }
  }
}
