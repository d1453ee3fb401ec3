// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The languages in which the assistants' callers speak.
 *
 * @param otherwise of those that have none of their own, null to detect it
 */
record Languages(Assistants assistants, @Nullable String otherwise) {

  /** ISO 639; null if the recogniser shall detect it. */
  @Nullable String of(@Nullable String assistant) {
    Optional<Assistant> who = assistants.named(assistant);
    return who.map(Assistant::language).orElse(otherwise);
  }
}
