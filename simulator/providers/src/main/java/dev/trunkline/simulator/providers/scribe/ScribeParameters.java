// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session's configuration, all of it from the query string.
 *
 * @param commitBySilence {@code commit_strategy=vad}
 */
record ScribeParameters(
    String model,
    AudioFormat format,
    boolean commitBySilence,
    double silenceSecs,
    double vadThreshold,
    int minSpeechMs,
    int minSilenceMs,
    Optional<String> language,
    List<String> secondaryLanguages,
    boolean timestamps,
    boolean languageDetection,
    List<String> keyterms,
    boolean noVerbatim,
    boolean filterBackgroundAudio,
    boolean entities,
    boolean edited,
    boolean logging) {
  private static final String LANGUAGE = "[a-z]{2,3}";
  private static final int MAX_KEYTERMS = 50;
  private static final int KEYTERM_CHARACTERS = 20;
  private static final int EDIT_CHARACTERS = 2000;
  private static final int MAX_SILENCE_MS = 2000;

  /** A parameter is wrong; the message is for the client. */
  static final class Invalid extends Exception {
    Invalid(String message) {
      super(message);
    }
  }

  static ScribeParameters read(Map<String, List<String>> query, ScribeSettings settings)
      throws Invalid {
    var reader = new Query(query);
    String model = reader.text("model_id").orElse("");
    if (!settings.models().contains(model)) {
      throw new Invalid(model.isEmpty() ? "model_id is required" : "unknown model_id " + model);
    }
    String format = reader.text("audio_format").orElse("pcm_16000");
    List<String> keyterms = keyterms(query.getOrDefault("keyterms", List.of()));
    boolean timestamps = reader.flag("include_timestamps", false);
    checkExclusions(reader, timestamps);
    return new ScribeParameters(
        model,
        AudioFormat.named(format).orElseThrow(() -> new Invalid("unknown audio_format " + format)),
        commitBySilence(reader, settings),
        reader.number("vad_silence_threshold_secs", 1.5, 0.3, 3.0),
        reader.number("vad_threshold", 0.4, 0.1, 0.9),
        (int) reader.number("min_speech_duration_ms", 100, 50, MAX_SILENCE_MS),
        (int) reader.number("min_silence_duration_ms", 100, 50, MAX_SILENCE_MS),
        language(reader),
        secondaryLanguages(query.getOrDefault("secondary_languages", List.of())),
        timestamps,
        reader.flag("include_language_detection", false),
        keyterms,
        reader.flag("no_verbatim", false),
        reader.flag("filter_background_audio", false),
        query.containsKey("entity_detection"),
        query.containsKey("transcript_edit"),
        reader.flag("enable_logging", true));
  }

  private static boolean commitBySilence(Query query, ScribeSettings settings) throws Invalid {
    String strategy = query.text("commit_strategy").orElse("manual");
    return switch (strategy) {
      case "manual" -> false;
      case "vad" -> true;
      case "turn_prediction" -> {
        if (!settings.turnPrediction()) {
          throw new Invalid("commit_strategy turn_prediction is not available for this model");
        }
        yield true;
      }
      default -> throw new Invalid("unknown commit_strategy " + strategy);
    };
  }

  private static Optional<String> language(Query query) throws Invalid {
    Optional<String> language = query.text("language_code");
    if (language.isPresent() && !language.get().matches(LANGUAGE)) {
      throw new Invalid("language_code must be ISO 639-1 or ISO 639-3");
    }
    return language;
  }

  private static List<String> secondaryLanguages(List<String> codes) throws Invalid {
    for (String code : codes) {
      if (!code.matches(LANGUAGE)) {
        throw new Invalid("secondary_languages must be ISO 639-1 or ISO 639-3");
      }
    }
    return List.copyOf(codes);
  }

  private static List<String> keyterms(List<String> terms) throws Invalid {
    if (terms.size() > MAX_KEYTERMS) {
      throw new Invalid("at most 50 keyterms are allowed, got " + terms.size());
    }
    for (String term : terms) {
      if (term.isBlank() || term.length() > KEYTERM_CHARACTERS) {
        throw new Invalid("a keyterm must have 1 to 20 characters");
      }
    }
    return List.copyOf(terms);
  }

  private static void checkExclusions(Query query, boolean timestamps) throws Invalid {
    Optional<String> edit = query.text("transcript_edit");
    if (edit.isPresent() && query.text("entity_detection").isPresent()) {
      throw new Invalid("transcript_edit cannot be used with entity_detection");
    }
    if (edit.isPresent() && edit.get().length() > EDIT_CHARACTERS) {
      throw new Invalid("transcript_edit must have at most 2000 characters");
    }
    if (query.flag("filter_background_audio", false) && timestamps) {
      throw new Invalid("filter_background_audio cannot be used with include_timestamps");
    }
  }

  /** Typed access to the query. */
  private record Query(Map<String, List<String>> values) {
    Optional<String> text(String name) {
      return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    boolean flag(String name, boolean defaultValue) throws Invalid {
      String value = text(name).orElse(String.valueOf(defaultValue));
      if (!value.equals("true") && !value.equals("false")) {
        throw new Invalid(name + " must be true or false");
      }
      return value.equals("true");
    }

    double number(String name, double defaultValue, double min, double max) throws Invalid {
      Optional<String> text = text(name);
      if (text.isEmpty()) {
        return defaultValue;
      }
      try {
        double value = Double.parseDouble(text.get());
        if (value >= min && value <= max) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new Invalid("%s must be a number from %s to %s".formatted(name, min, max));
    }
  }
}
