// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.tts.core.Alignment;
import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Parses the provider's messages. Accepts both spellings of a field where both were observed. */
final class VoiceMessageParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NO_AUDIO = {};

  private VoiceMessageParser() {}

  /** The message in {@code text}; {@link FailureCategory#GARBLED} if it is malformed. */
  static VoiceMessage parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json != null && json.isObject() ? parse(json) : garbled("not_an_object");
    } catch (JsonProcessingException e) {
      return garbled("not_json");
    } catch (IOException e) {
      return garbled("not_base64");
    }
  }

  private static VoiceMessage parse(JsonNode json) throws IOException {
    String context = text(either(json, "contextId", "context_id"));
    if (json.path("error").isTextual()) {
      return new VoiceMessage.ProviderError(
          context, ElevenLabsErrors.ofCode(json.get("error").textValue()));
    }
    String contextOrDefault = context == null ? "" : context;
    if (json.path("flush_done").asBoolean()) {
      return new VoiceMessage.FlushDone(contextOrDefault);
    }
    boolean isFinal = either(json, "isFinal", "is_final").asBoolean();
    byte[] audio = json.path("audio").isTextual() ? json.get("audio").binaryValue() : NO_AUDIO;
    if (!isFinal && audio.length == 0) {
      return new VoiceMessage.Ignored();
    }
    return new VoiceMessage.Audio(
        contextOrDefault, audio, alignment(json.path("alignment")), isFinal);
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
    return new VoiceMessage.ProviderError(null, new VoiceFailure(FailureCategory.GARBLED, code));
  }
}
