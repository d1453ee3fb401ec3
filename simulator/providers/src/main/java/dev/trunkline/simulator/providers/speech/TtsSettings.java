// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import dev.trunkline.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * How ElevenLabs' speech behaves where nothing is published or sources disagree, and how fast it
 * is. Defaults in brackets.
 *
 * @param voices the known voices; if empty, every id of 20 letters and digits ({@code TTS_VOICES})
 * @param firstByteMs before a piece of text is heard, on top of the engine ({@code
 *     TTS_FIRST_BYTE_MS}, 0)
 * @param paceFactor audio comes so much faster than it plays, 0 for at once ({@code
 *     TTS_PACE_FACTOR}, 8)
 * @param tempoSpread no context speaks quite as another does: slower or faster by this share at
 *     most ({@code TTS_TEMPO_SPREAD}, 0.04)
 * @param chunkMs audio in one message; a large value makes messages above 1 MiB ({@code
 *     TTS_CHUNK_MS}, 250)
 * @param maxContexts of a multi-context socket ({@code TTS_MAX_CONTEXTS}, 5 as documented)
 * @param contextReleaseMs a finished context still counts so long ({@code TTS_CONTEXT_RELEASE_MS},
 *     250)
 * @param timeoutClosesSocket whether one context's silence ends the socket or only the context
 *     ({@code TTS_TIMEOUT_CLOSES_SOCKET}, true)
 * @param closeSpeaksBuffer whether {@code close_context} speaks text that was not flushed ({@code
 *     TTS_CLOSE_SPEAKS_BUFFER}, false)
 * @param strictInit whether {@code stream-input} must begin with one space ({@code
 *     TTS_STRICT_INIT}, true)
 * @param flushDone whether {@code flush_done} messages are sent ({@code TTS_FLUSH_DONE}, true)
 * @param snakeCase {@code context_id} and {@code is_final} ({@code TTS_SNAKE_CASE}, false)
 * @param alignEveryChunk whether chunks are timed one by one even without {@code sync_alignment},
 *     instead of the first one for the whole piece ({@code TTS_ALIGN_EVERY_CHUNK}, false)
 * @param errorShape of HTTP errors ({@code TTS_ERROR_SHAPE}, legacy); validation is always an array
 * @param maxConcurrent HTTP requests at once, 0 for no limit ({@code TTS_MAX_CONCURRENT}, 0)
 * @param splitSamples whether HTTP audio is cut within samples ({@code TTS_SPLIT_SAMPLES}, true)
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

  public TtsSettings {
    voices = List.copyOf(voices);
  }

  /** Reads the {@code TTS_*} variables. */
  public static TtsSettings from(Settings settings) {
    return new TtsSettings(
        settings
            .text("TTS_VOICES")
            .map(ids -> Arrays.asList(ids.split("\\s*,\\s*")))
            .orElse(List.of()),
        settings.integer("TTS_FIRST_BYTE_MS", 0, 0, MAX_MS),
        settings.number("TTS_PACE_FACTOR", 8, 0, 10_000),
        settings.number("TTS_TEMPO_SPREAD", 0.04, 0, 0.2),
        settings.integer("TTS_CHUNK_MS", 250, 10, MAX_MS),
        settings.integer("TTS_MAX_CONTEXTS", 5, 1, 1000),
        settings.integer("TTS_CONTEXT_RELEASE_MS", 250, 0, MAX_MS),
        settings.flag("TTS_TIMEOUT_CLOSES_SOCKET", true),
        settings.flag("TTS_CLOSE_SPEAKS_BUFFER", false),
        settings.flag("TTS_STRICT_INIT", true),
        settings.flag("TTS_FLUSH_DONE", true),
        settings.flag("TTS_SNAKE_CASE", false),
        settings.flag("TTS_ALIGN_EVERY_CHUNK", false),
        settings.choice("TTS_ERROR_SHAPE", ErrorShape.LEGACY),
        settings.integer("TTS_MAX_CONCURRENT", 0, 0, 100_000),
        settings.flag("TTS_SPLIT_SAMPLES", true));
  }

  boolean knowsVoice(String id) {
    return voices.isEmpty() ? id.matches("[A-Za-z0-9]{20}") : voices.contains(id);
  }
}
