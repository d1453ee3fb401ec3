// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.tts.core.VoiceRequest;

/** Writes requests as the JSON of ElevenLabs' {@code multi-stream-input} socket. */
final class VoiceRequestWriter {
  private VoiceRequestWriter() {}

  static String json(VoiceRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (request) {
      // The text of a context's first message must be one space.
      case VoiceRequest.OpenContext open ->
          json.put("text", " ").put("context_id", open.context()).toString();
      case VoiceRequest.SpeakText speak ->
          json.put("text", speak.text())
              .put("context_id", speak.context())
              .put("flush", true)
              .toString();
      case VoiceRequest.CloseContext close ->
          json.put("context_id", close.context()).put("close_context", true).toString();
      case VoiceRequest.CloseSocket _ -> json.put("close_socket", true).toString();
    };
  }
}
