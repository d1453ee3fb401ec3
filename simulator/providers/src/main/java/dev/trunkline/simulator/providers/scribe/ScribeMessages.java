// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.List;

/** What Scribe sends. */
final class ScribeMessages {
  private static final String LANGUAGE = "en";

  private ScribeMessages() {}

  static String error(String type, String text) {
    return Json.text(Json.object().put("message_type", type).put("error", text));
  }

  static String warning(String text) {
    return Json.text(Json.object().put("message_type", "warning").put("warning", text));
  }

  static String partial(String text) {
    return text("partial_transcript", text);
  }

  static String committed(String text) {
    return text("committed_transcript", text);
  }

  /** Nothing is detected in it: the recogniser knows no entities. */
  static String entities(String text) {
    ObjectNode message =
        Json.object().put("message_type", "committed_transcript_entities").put("text", text);
    message.putArray("entities");
    return Json.text(message);
  }

  /** The text as it is: nothing here follows an instruction. */
  static String edited(String text) {
    return Json.text(
        Json.object()
            .put("message_type", "edited_transcript")
            .put("text", text)
            .put("edited_text", text));
  }

  static String started(String sessionId, ScribeParameters parameters, ScribeSettings settings) {
    ObjectNode message =
        Json.object().put("message_type", "session_started").put("session_id", sessionId);
    message.set(
        "config", settings.contractShapes() ? contractConfig(parameters) : config(parameters));
    return Json.text(message);
  }

  /** The detailed message, with words if the client requested timestamps. */
  static String detailed(
      String text, List<SpokenWord> words, ScribeParameters parameters, ScribeSettings settings) {
    ObjectNode message =
        Json.object()
            .put("message_type", "committed_transcript_with_timestamps")
            .put("text", text)
            .put("language_code", parameters.language().orElse(LANGUAGE));
    if (parameters.timestamps()) {
      message.set("words", words(words, settings.contractShapes()));
    } else {
      message.putNull("words");
    }
    return Json.text(message);
  }

  private static ArrayNode words(List<SpokenWord> words, boolean timedCharacters) {
    ArrayNode list = Json.array();
    for (int i = 0; i < words.size(); i++) {
      SpokenWord word = words.get(i);
      list.add(entry(word, "word", timedCharacters));
      if (i + 1 < words.size()) {
        double next = words.get(i + 1).startSeconds();
        list.add(entry(new SpokenWord(" ", word.endSeconds(), next), "spacing", timedCharacters));
      }
    }
    return list;
  }

  private static ObjectNode entry(SpokenWord word, String type, boolean timedCharacters) {
    ObjectNode entry =
        Json.object()
            .put("text", word.text())
            .put("start", word.startSeconds())
            .put("end", word.endSeconds())
            .put("type", type)
            .putNull("speaker_id")
            .put("logprob", 0.0);
    ArrayNode characters = entry.putArray("characters");
    int length = word.text().length();
    double each = (word.endSeconds() - word.startSeconds()) / length;
    for (int i = 0; i < length; i++) {
      String character = word.text().substring(i, i + 1);
      if (timedCharacters) {
        characters
            .addObject()
            .put("text", character)
            .put("start", word.startSeconds() + i * each)
            .put("end", word.startSeconds() + (i + 1) * each);
      } else {
        characters.add(character);
      }
    }
    return entry;
  }

  private static ObjectNode config(ScribeParameters p) {
    ObjectNode config = common(p);
    config.put("commit_strategy", p.commitBySilence() ? "vad" : "manual");
    config.put("enable_logging", p.logging());
    config.put("include_timestamps", p.timestamps());
    config.put("include_language_detection", p.languageDetection());
    config.put("no_verbatim", p.noVerbatim());
    ArrayNode keyterms = config.putArray("keyterms");
    p.keyterms().forEach(keyterms::add);
    return config;
  }

  private static ObjectNode contractConfig(ScribeParameters p) {
    ObjectNode config = common(p);
    config.put("vad_commit_strategy", p.commitBySilence());
    config.put("timestamps_granularity", p.timestamps() ? "word" : "none");
    return config.putNull("max_tokens_to_recompute");
  }

  private static ObjectNode common(ScribeParameters p) {
    return Json.object()
        .put("sample_rate", p.format().rate())
        .put("audio_format", p.format().key())
        .put("language_code", p.language().orElse(null))
        .put("vad_silence_threshold_secs", p.silenceSecs())
        .put("vad_threshold", p.vadThreshold())
        .put("min_speech_duration_ms", p.minSpeechMs())
        .put("min_silence_duration_ms", p.minSilenceMs())
        .put("model_id", p.model());
  }

  private static String text(String type, String text) {
    return Json.text(Json.object().put("message_type", type).put("text", text));
  }
}
