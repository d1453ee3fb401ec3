// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * How ElevenLabs' speech behaves where nothing is published or sources disagree, and how fast it
 * is. Defaults in brackets.
 */
public record TtsSettings(
    List<String> voices,
    int firstByteMs,
    double paceFactor,
    double tempoSpread,
    int chunkMs,
    int maxContexts,
    int contextReleaseMs,
    boolean timeoutClosesSocket,
    boolean closeSpeaksBuffer,
    boolean strictInit,
    boolean flushDone,
    boolean snakeCase,
    boolean alignEveryChunk,
    ErrorShape errorShape,
    int maxConcurrent,
    boolean splitSamples) {
  /** The shapes of {@code detail} in HTTP errors. */
  public enum ErrorShape {
    /** {@code {"status","message"}}. */
    LEGACY,
    /** {@code {"type","code","message","status","request_id","param"}}. */
    CURRENT,
    /** Only the message. */
    TEXT
  }

  private static final int MAX_MS = 3_600_000;

  static final Setting<String> VOICES =
      Setting.text("SIM_TTS_VOICES")
          .meaning("The known voices; if empty, every id of 20 letters and digits.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> FIRST_BYTE_MS =
      Setting.integer("SIM_TTS_FIRST_BYTE_MS", 0, 0, MAX_MS)
          .meaning(
              "Time before the first audio of a piece of text, on top of the" + " engine's own.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> PACE_FACTOR =
      Setting.number("SIM_TTS_PACE_FACTOR", 8, 0, 10_000)
          .meaning("How many times faster than it plays audio is sent; 0: immediately.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> TEMPO_SPREAD =
      Setting.number("SIM_TTS_TEMPO_SPREAD", 0.04, 0, 0.2)
          .meaning("By which share contexts speak slower or faster than each other, at" + " most.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> CHUNK_MS =
      Setting.integer("SIM_TTS_CHUNK_MS", 250, 10, MAX_MS)
          .meaning("Audio in one message; a large value makes messages above 1 MiB.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_CONTEXTS =
      Setting.integer("SIM_TTS_MAX_CONTEXTS", 5, 1, 1000)
          .meaning("Contexts of a multi-context socket.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> CONTEXT_RELEASE_MS =
      Setting.integer("SIM_TTS_CONTEXT_RELEASE_MS", 250, 0, MAX_MS)
          .meaning("How long a finished context still counts.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> TIMEOUT_CLOSES_SOCKET =
      Setting.flag("SIM_TTS_TIMEOUT_CLOSES_SOCKET", true)
          .meaning("Whether one context's silence ends the socket or only the context.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> CLOSE_SPEAKS_BUFFER =
      Setting.flag("SIM_TTS_CLOSE_SPEAKS_BUFFER", false)
          .meaning("Whether `close_context` speaks text that was not flushed.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> STRICT_INIT =
      Setting.flag("SIM_TTS_STRICT_INIT", true)
          .meaning("Whether `stream-input` must begin with one space.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> FLUSH_DONE =
      Setting.flag("SIM_TTS_FLUSH_DONE", true)
          .meaning("Whether `flush_done` messages are sent.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> SNAKE_CASE =
      Setting.flag("SIM_TTS_SNAKE_CASE", false)
          .meaning("Whether fields are named `context_id` and `is_final`.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> ALIGN_EVERY_CHUNK =
      Setting.flag("SIM_TTS_ALIGN_EVERY_CHUNK", false)
          .meaning(
              "Whether chunks are timed one by one even without `sync_alignment`,"
                  + " instead of the first one for the whole piece.")
          .readBy(Component.SIMULATOR);

  static final Setting<ErrorShape> ERROR_SHAPE =
      Setting.choice("SIM_TTS_ERROR_SHAPE", ErrorShape.LEGACY)
          .meaning("Shape of HTTP errors; validation errors are always an array.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_CONCURRENT =
      Setting.integer("SIM_TTS_MAX_CONCURRENT", 0, 0, 100_000)
          .meaning("Concurrent HTTP requests; 0: any number.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> SPLIT_SAMPLES =
      Setting.flag("SIM_TTS_SPLIT_SAMPLES", true)
          .meaning("Whether HTTP audio is cut within samples.")
          .readBy(Component.SIMULATOR);

  public TtsSettings {
    voices = List.copyOf(voices);
  }

  /** Reads the {@code TTS_*} variables. */
  public static TtsSettings from(Settings settings) {
    return new TtsSettings(
        settings.find(VOICES).map(ids -> Arrays.asList(ids.split("\\s*,\\s*"))).orElse(List.of()),
        settings.get(FIRST_BYTE_MS),
        settings.get(PACE_FACTOR),
        settings.get(TEMPO_SPREAD),
        settings.get(CHUNK_MS),
        settings.get(MAX_CONTEXTS),
        settings.get(CONTEXT_RELEASE_MS),
        settings.get(TIMEOUT_CLOSES_SOCKET),
        settings.get(CLOSE_SPEAKS_BUFFER),
        settings.get(STRICT_INIT),
        settings.get(FLUSH_DONE),
        settings.get(SNAKE_CASE),
        settings.get(ALIGN_EVERY_CHUNK),
        settings.get(ERROR_SHAPE),
        settings.get(MAX_CONCURRENT),
        settings.get(SPLIT_SAMPLES));
  }

  boolean knowsVoice(String id) {
    return voices.isEmpty() ? id.matches("[A-Za-z0-9]{20}") : voices.contains(id);
  }
}
