// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What we say on a {@code multi-stream-input} socket. There is no keep-alive and no flush without
 * text here: either would create a context if its id were not known (any more).
 */
public sealed interface VoiceRequest {

  /** The JSON text of this message. */
  String json();

  /** Opens a context. The text of the first message must be one space. */
  record OpenContext(String context) implements VoiceRequest {
    @Override
    public String json() {
      return message().put("text", " ").put("context_id", context).toString();
    }
  }

  /** Text of an open context, to be spoken at once. It must end in a space. */
  record Say(String context, String text) implements VoiceRequest {
    public Say {
      if (!text.endsWith(" ")) {
        text = text.stripTrailing() + " ";
      }
    }

    @Override
    public String json() {
      return message().put("text", text).put("context_id", context).put("flush", true).toString();
    }
  }

  /** Ends a context: what was flushed is spoken first, then comes its final message. */
  record CloseContext(String context) implements VoiceRequest {
    @Override
    public String json() {
      return message().put("context_id", context).put("close_context", true).toString();
    }
  }

  /** Asks the server to finish and to close the socket. */
  record CloseSocket() implements VoiceRequest {
    @Override
    public String json() {
      return message().put("close_socket", true).toString();
    }
  }

  private static ObjectNode message() {
    return JsonNodeFactory.instance.objectNode();
  }
}
