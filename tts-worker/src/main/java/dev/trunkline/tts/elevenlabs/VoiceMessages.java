// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.FailureCategory;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads the server's messages. Accepts both spellings wherever two have been seen. */
final class VoiceMessages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NO_AUDIO = {};

  private VoiceMessages() {}

  /** The message in {@code text}; what cannot be read is {@link FailureCategory#GARBLED}. */
  static VoiceMessage read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json != null && json.isObject() ? read(json) : garbled("not_an_object");
    } catch (JsonProcessingException e) {
      return garbled("not_json");
    } catch (IOException e) {
      return garbled("not_base64");
    }
  }

  private static VoiceMessage read(JsonNode json) throws IOException {
    String context = text(either(json, "contextId", "context_id"));
    if (json.path("error").isTextual()) {
      return new VoiceMessage.Trouble(context, Failures.ofCode(json.get("error").textValue()));
    }
    String known = context == null ? "" : context;
    if (json.path("flush_done").asBoolean()) {
      return new VoiceMessage.FlushDone(known);
    }
    boolean isFinal = either(json, "isFinal", "is_final").asBoolean();
    byte[] audio = json.path("audio").isTextual() ? json.get("audio").binaryValue() : NO_AUDIO;
    if (!isFinal && audio.length == 0) {
      return new VoiceMessage.Other();
    }
    return new VoiceMessage.Sound(known, audio, alignment(json.path("alignment")), isFinal);
  }

  private static @Nullable Alignment alignment(JsonNode json) {
    JsonNode chars = json.path("chars");
    JsonNode starts = either(json, "charStartTimesMs", "charsStartTimesMs");
    JsonNode durations = either(json, "charDurationsMs", "charsDurationsMs");
    int length = chars.size();
    if (length == 0 || starts.size() != length || durations.size() != length) {
      return null;
    }
    var texts = new ArrayList<String>(length);
    var startMs = new int[length];
    var durationMs = new int[length];
    for (int i = 0; i < length; i++) {
      texts.add(chars.get(i).asText());
      startMs[i] = starts.get(i).asInt();
      durationMs[i] = durations.get(i).asInt();
    }
    return new Alignment(texts, startMs, durationMs);
  }

  private static JsonNode either(JsonNode json, String name, String otherName) {
    JsonNode value = json.path(name);
    return value.isMissingNode() || value.isNull() ? json.path(otherName) : value;
  }

  private static @Nullable String text(JsonNode json) {
    return json.isTextual() ? json.textValue() : null;
  }

  private static VoiceMessage garbled(String code) {
    return new VoiceMessage.Trouble(null, new Failure(FailureCategory.GARBLED, code));
  }
}
