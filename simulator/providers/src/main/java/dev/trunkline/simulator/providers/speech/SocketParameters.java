// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The query of both sockets.
 *
 * @param inactivityMs milliseconds after which a context without a message ends with an error
 */
record SocketParameters(
    String model,
    OutputFormat format,
    long inactivityMs,
    boolean syncAlignment,
    boolean automatic) {
  private static final Set<String> MODELS =
      Set.of(
          "eleven_turbo_v2_5",
          "eleven_flash_v2_5",
          "eleven_turbo_v2",
          "eleven_flash_v2",
          "eleven_multilingual_v2",
          "eleven_monolingual_v1");
  private static final int DEFAULT_INACTIVITY_SECS = 20;
  private static final int MAX_INACTIVITY_SECS = 180;

  static SocketParameters read(Map<String, List<String>> query) throws TtsError {
    String model = text(query, "model_id", "eleven_multilingual_v2");
    if (model.startsWith("eleven_v3") || model.startsWith("eleven_v4")) {
      throw new TtsError(403, "unsupported_model", model + " is not available on this socket");
    }
    checkModel(model);
    return new SocketParameters(
        model,
        OutputFormat.named(text(query, "output_format", "mp3_44100")),
        inactivityMs(text(query, "inactivity_timeout", "" + DEFAULT_INACTIVITY_SECS)),
        flag(query, "sync_alignment"),
        flag(query, "auto_mode"));
  }

  static void checkModel(String model) throws TtsError {
    if (!MODELS.contains(model)) {
      throw new TtsError(
          400, "model_not_found", "A model with model_id %s was not found.".formatted(model));
    }
  }

  private static String text(Map<String, List<String>> query, String name, String defaultValue) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(defaultValue);
  }

  private static boolean flag(Map<String, List<String>> query, String name) throws TtsError {
    String value = text(query, name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw TtsError.invalidInput(name + " must be true or false");
    }
    return value.equals("true");
  }

  private static long inactivityMs(String seconds) throws TtsError {
    if (!seconds.matches("\\d{1,3}")
        || Integer.parseInt(seconds) < 1
        || Integer.parseInt(seconds) > MAX_INACTIVITY_SECS) {
      throw TtsError.invalidInput("inactivity_timeout must be from 1 to 180 seconds");
    }
    return Integer.parseInt(seconds) * 1000L;
  }
}
