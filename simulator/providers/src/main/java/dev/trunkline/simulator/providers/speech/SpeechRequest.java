// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import io.javalin.http.Context;

/** A request for speech over HTTP, checked. */
record SpeechRequest(String text, OutputFormat format) {
  private static final int UNPROCESSABLE = 422;
  private static final int TURBO_CHARACTERS = 40_000;
  private static final int SECOND_CHARACTERS = 30_000;
  private static final int MULTILINGUAL_CHARACTERS = 10_000;

  static SpeechRequest read(Context context, TtsSettings settings) throws TtsError {
    String voice = context.pathParam("voice");
    if (!settings.knowsVoice(voice)) {
      throw TtsError.noSuchVoice(voice);
    }
    String query = context.queryParam("output_format");
    OutputFormat format = OutputFormat.named(query == null ? "mp3_44100_128" : query);
    ObjectNode body =
        Json.parse(context.body())
            .orElseThrow(() -> new TtsError(UNPROCESSABLE, "json", "JSON decode error"));
    JsonNode text = body.path("text");
    if (!text.isTextual()) {
      throw new TtsError(UNPROCESSABLE, "text", "Field required");
    }
    if (text.asText().isBlank()) {
      throw new TtsError(400, "input_text_empty", "The text must not be empty.");
    }
    String model = body.path("model_id").asText("eleven_multilingual_v2");
    SocketParameters.checkModel(model);
    if (text.asText().length() > most(model)) {
      throw new TtsError(
          400, "max_character_limit_exceeded", "The text is too long for " + model + ".");
    }
    try {
      VoiceSettings.check(body.path("voice_settings"));
    } catch (TtsError e) {
      throw new TtsError(UNPROCESSABLE, "voice_settings", e.text());
    }
    return new SpeechRequest(text.asText(), format);
  }

  private static int most(String model) {
    if (model.endsWith("_v2_5")) {
      return TURBO_CHARACTERS;
    }
    return model.equals("eleven_turbo_v2") || model.equals("eleven_flash_v2")
        ? SECOND_CHARACTERS
        : MULTILINGUAL_CHARACTERS;
  }
}
