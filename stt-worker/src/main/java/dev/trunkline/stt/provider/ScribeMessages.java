// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;

/** Encodes and parses Scribe's JSON messages. */
final class ScribeMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private ScribeMessages() {}

  /** A chunk of audio. Base64 and the other values need no escaping, so no JSON tree is built. */
  static String audio(byte[] samples, int sampleRate) {
    return inputAudioChunk(new String(BASE64.encode(samples), ISO_8859_1), false, sampleRate);
  }

  /** The end of a segment, as all official clients send it: a chunk without audio. */
  static String commit(int sampleRate) {
    return inputAudioChunk("", true, sampleRate);
  }

  private static String inputAudioChunk(String base64, boolean commit, int sampleRate) {
    return "{\"message_type\":\"input_audio_chunk\",\"audio_base_64\":\""
        + base64
        + "\",\"commit\":"
        + commit
        + ",\"sample_rate\":"
        + sampleRate
        + "}";
  }

  /**
   * Parses a message. {@code committed_transcript_with_timestamps} repeats the text of the {@code
   * committed_transcript} before it, and {@code final_transcript} comes before the commit's own
   * answer; both are ignored, so that each segment yields its text once.
   */
  static ScribeEvent parse(String message) {
    JsonNode json;
    try {
      json = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      return new ScribeEvent.Ignored("not JSON");
    }
    String type = json.path("message_type").asText();
    return switch (type) {
      case "session_started" -> new ScribeEvent.SessionStarted(json.path("session_id").asText());
      case "partial_transcript" -> new ScribeEvent.PartialTranscribed(text(json));
      case "committed_transcript" -> new ScribeEvent.TranscriptCommitted(text(json));
      default ->
          ScribeError.named(type)
              .<ScribeEvent>map(
                  error -> new ScribeEvent.ErrorReported(error, json.path("error").asText()))
              .orElseGet(() -> new ScribeEvent.Ignored(type.isEmpty() ? "no type" : type));
    };
  }

  private static String text(JsonNode json) {
    return json.path("text").asText("").strip();
  }
}
