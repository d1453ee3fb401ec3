// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import org.jspecify.annotations.Nullable;

/** A speech provider, and the voices that the assistants have there. */
public record VoiceProvider(VoiceSockets sockets, AssistantVoices voices) {

  /** Starts to connect, without blocking. */
  VoiceSocket connect(@Nullable String assistant, VoiceSocket.Listener listener) {
    return sockets.connect(voices.of(assistant), listener);
  }
}
