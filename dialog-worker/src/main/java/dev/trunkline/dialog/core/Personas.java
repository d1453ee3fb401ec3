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
 * All assistants. One in the file is the environment with its own values on top: whatever {@link
 * Manners} reads from {@code SAY_AGAIN} is {@code sayAgain} there. Immutable.
 */
public final class Personas {
  /** What the file has a place of its own for, and what is not one assistant's alone. */
  private static final Set<String> NOT_MANNERS =
      Set.of("SYSTEM_PROMPT", "GREETING", "ASSISTANT_LANGUAGE", "VAD_ENABLED");

  private final Persona otherwise;
  private final Map<String, Persona> byName;

  private Personas(Persona otherwise, Map<String, Persona> byName) {
    this.otherwise = otherwise;
    this.byName = Map.copyOf(byName);
  }

  /** Nobody but the default assistant. */
  public static Personas only(Manners manners) {
    return new Personas(Persona.of(manners), Map.of());
  }

  /**
   * The default assistant and those in the file. What is wrong with them is added to the file's
   * findings.
   */
  public static Personas from(Settings settings, Assistants assistants) {
    Settings asked = settings.with(Map.of());
    Manners otherwise = Manners.from(asked);
    var byName = new HashMap<String, Persona>();
    for (Assistant assistant : assistants.all()) {
      var own = new HashMap<String, String>();
      if (assistant.language() != null) {
        own.put("ASSISTANT_LANGUAGE", assistant.language());
      }
      assistant
          .manners()
          .forEach((name, value) -> {
            String variable = variable(name);
            if (isRight(name, variable, value, asked, assistants)) {
              own.put(variable, value.text());
            }
          });
      byName.put(assistant.name(), Persona.of(Manners.from(settings.with(own))));
    }
    return new Personas(Persona.of(otherwise), byName);
  }

  /** The assistant of this name; the default one for null and for names that are not known. */
  public Persona of(@Nullable String name) {
    return name == null ? otherwise : byName.getOrDefault(name, otherwise);
  }

  private static boolean isRight(
      String name, String variable, LocatedText value, Settings asked, Assistants assistants) {
    boolean special = name.equals("prompt") || name.equals("greeting");
    if (!asked.asked().contains(variable) || (!special && NOT_MANNERS.contains(variable))) {
      assistants.errors().add(value.position(), name + " is not among the manners");
      return false;
    }
    try {
      Manners.from(asked.with(Map.of(variable, value.text())));
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
