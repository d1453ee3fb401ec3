// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.Base64;

/**
 * The one message that clients send.
 *
 * @param audio the samples as they came; may be empty
 */
record AudioMessage(byte[] audio, boolean commit) {

  /** The message cannot be taken: an error type and a text for the client. */
  static final class Refused extends Exception {
    private final String type;

    Refused(String type, String message) {
      super(message);
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  /**
   * Reads a message.
   *
   * @param first whether it is the first of the connection, the only one that may carry context
   */
  static AudioMessage read(String text, AudioFormat format, ScribeSettings settings, boolean first)
      throws Refused {
    ObjectNode message = Json.parse(text).orElseThrow(() -> bad("message is no JSON object"));
    String type = message.path("message_type").asText("");
    if (!type.equals("input_audio_chunk")) {
      throw bad("unknown message_type '" + type + "'");
    }
    JsonNode commit = message.path("commit");
    boolean optional = settings.optionalFields();
    if (!commit.isBoolean() && !(optional && commit.isMissingNode())) {
      throw bad("commit must be a boolean");
    }
    JsonNode rate = message.path("sample_rate");
    if (!(rate.isIntegralNumber() && rate.asInt() == format.rate())
        && !(optional && rate.isMissingNode())) {
      throw bad("sample_rate must be %d for %s".formatted(format.rate(), format.key()));
    }
    if (message.hasNonNull("previous_text") && !first) {
      throw bad("previous_text is only allowed in the first chunk");
    }
    return new AudioMessage(audio(message, format, settings), commit.asBoolean());
  }

  private static byte[] audio(ObjectNode message, AudioFormat format, ScribeSettings settings)
      throws Refused {
    JsonNode text = message.path("audio_base_64");
    if (!text.isTextual()) {
      throw bad("audio_base_64 must be a string");
    }
    byte[] audio;
    try {
      audio = Base64.getDecoder().decode(text.asText());
    } catch (IllegalArgumentException e) {
      throw bad("audio_base_64 is not valid base64");
    }
    if (audio.length % format.bytesPerSample() != 0) {
      throw bad("audio ends within a sample");
    }
    long ms = audio.length * 1000L / format.bytesPerSample() / format.rate();
    if (ms > settings.maxChunkMs()) {
      throw new Refused("chunk_size_exceeded", "a chunk of %d ms is too long".formatted(ms));
    }
    return audio;
  }

  private static Refused bad(String message) {
    return new Refused("input_error", message);
  }
}
