// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.tts.elevenlabs.VoiceSocket;
import dev.trunkline.tts.elevenlabs.VoiceSockets;
import org.jspecify.annotations.Nullable;

/** A provider of speech, and the voices that it has for the assistants. */
record VoiceProvider(VoiceSockets sockets, Voices voices) {

  /** Begins to connect and returns at once. */
  VoiceSocket connect(@Nullable String assistant, VoiceSocket.Listener listener) {
    return sockets.connect(voices.of(assistant), listener);
  }
}
