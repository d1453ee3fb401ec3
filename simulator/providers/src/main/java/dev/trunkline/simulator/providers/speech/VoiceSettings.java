// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@code voice_settings} and {@code generation_config}. */
final class VoiceSettings {
  private static final int MIN_CHUNK = 50;
  private static final int MAX_CHUNK = 500;

  private record Range(double min, double max) {}

  private static final Map<String, Range> RANGES =
      Map.of(
          "stability", new Range(0, 1),
          "similarity_boost", new Range(0, 1),
          "style", new Range(0, 1),
          "speed", new Range(0.7, 1.2));

  private VoiceSettings() {}

  static void check(JsonNode settings) throws TtsError {
    if (settings.isMissingNode() || settings.isNull()) {
      return;
    }
    for (Map.Entry<String, Range> range : RANGES.entrySet()) {
      JsonNode value = settings.path(range.getKey());
      if (value.isMissingNode() || value.isNull()) {
        continue;
      }
      double min = range.getValue().min();
      double max = range.getValue().max();
      if (!value.isNumber() || value.asDouble() < min || value.asDouble() > max) {
        throw TtsError.invalidInput(
            "voice_settings.%s must be a number from %s to %s".formatted(range.getKey(), min, max));
      }
    }
  }

  /** The characters to wait for before each generation; null for the default. */
  static int @Nullable [] schedule(JsonNode config) throws TtsError {
    JsonNode list = config.path("chunk_length_schedule");
    if (!list.isArray() || list.isEmpty()) {
      return null;
    }
    var schedule = new int[list.size()];
    for (int i = 0; i < schedule.length; i++) {
      schedule[i] = list.get(i).asInt();
      if (schedule[i] < MIN_CHUNK || schedule[i] > MAX_CHUNK) {
        throw TtsError.invalidInput("chunk_length_schedule entries must be from 50 to 500");
      }
    }
    return schedule;
  }
}
