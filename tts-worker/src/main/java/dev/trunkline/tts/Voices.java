// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import dev.trunkline.tts.elevenlabs.Voice;
import org.jspecify.annotations.Nullable;

/**
 * The assistants' voices at one provider.
 *
 * @param otherwise of those that have none of their own
 * @param forAll true if the provider knows no other voice
 */
record Voices(Assistants assistants, Voice otherwise, boolean forAll) {

  /** The voice of the assistant of this name; null for the default assistant. */
  Voice of(@Nullable String assistant) {
    return assistants.named(assistant).map(this::of).orElse(otherwise);
  }

  private Voice of(Assistant assistant) {
    String id = assistant.voice();
    String language = assistant.language();
    return new Voice(
        id == null || forAll ? otherwise.id() : id,
        language == null ? otherwise.language() : language);
  }
}
