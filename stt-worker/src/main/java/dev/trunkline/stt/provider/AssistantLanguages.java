// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import org.jspecify.annotations.Nullable;

/** The language that the callers of each assistant speak, as ISO 639 code. */
public record AssistantLanguages(Assistants assistants) {

  /** Null lets Scribe detect the language. */
  public @Nullable String of(@Nullable String assistant) {
    return assistants
        .named(assistant)
        .map(Assistant::language)
        .orElse(assistants.defaults().language());
  }
}
