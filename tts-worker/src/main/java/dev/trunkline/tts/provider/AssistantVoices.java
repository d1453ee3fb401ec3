// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.runtime.assistant.Assistant;
import dev.trunkline.runtime.assistant.Assistants;
import org.jspecify.annotations.Nullable;

/**
 * The assistants' voices at one provider.
 *
 * @param defaultVoice of assistants without a voice of their own
 * @param defaultForAll true if the provider has only the default voice
 */
public record AssistantVoices(Assistants assistants, Voice defaultVoice, boolean defaultForAll) {

  /** The voice of the assistant of this name; null names the default assistant. */
  public Voice of(@Nullable String assistant) {
    return assistants.named(assistant).map(this::of).orElse(defaultVoice);
  }

  private Voice of(Assistant assistant) {
    String id = assistant.voice();
    return new Voice(id == null || defaultForAll ? defaultVoice.id() : id, assistant.language());
  }
}
