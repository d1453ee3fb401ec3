// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.runtime.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Scribe is and how a session with it is set up.
 *
 * @param baseUrl http, https, ws or wss; the path of the endpoint is added to it
 * @param apiKey secret
 * @param manualCommit true if we say where an utterance ends, false if Scribe decides by itself
 * @param languageCode ISO 639; Scribe detects the language if null
 * @param silenceMs how long the caller must be quiet before Scribe commits by itself
 * @param connectTimeout for the connection, its upgrade, and again for {@code session_started}
 */
public record ScribeSettings(
    URI baseUrl,
    String apiKey,
    String model,
    AudioFormat format,
    boolean manualCommit,
    @Nullable String languageCode,
    int silenceMs,
    Duration connectTimeout) {

  /** Reads the settings, and refuses to go without a key. */
  public static ScribeSettings from(Settings settings) {
    return new ScribeSettings(
        settings.url("ELEVENLABS_BASE_URL", "https://api.elevenlabs.io"),
        settings.required(
            "ELEVENLABS_API_KEY",
            "set it to a key of your ElevenLabs account, or use the simulator's base URL and any"
                + " key"),
        settings.text("ELEVENLABS_STT_MODEL", "scribe_v2_realtime"),
        settings.choice("STT_AUDIO_FORMAT", AudioFormat.PCM_16000),
        settings.flag("VAD_ENABLED", true),
        settings
            .text("STT_LANGUAGE")
            .or(() -> settings.text("ASSISTANT_LANGUAGE"))
            .map(code -> code.replaceAll("[-_].*", ""))
            .orElse(null),
        settings.integer("STT_SCRIBE_SILENCE_MS", 600, 300, 3_000),
        Duration.ofMillis(settings.integer("STT_CONNECT_TIMEOUT_MS", 5_000, 100, 60_000)));
  }

  /** The first provider, and the second if there is one; what is not said of it is as there. */
  public static List<ScribeSettings> all(Settings settings) {
    ScribeSettings first = from(settings);
    Optional<String> base = settings.text("ELEVENLABS_FALLBACK_BASE_URL");
    Optional<String> key = settings.text("ELEVENLABS_FALLBACK_API_KEY");
    if (base.isEmpty() && key.isEmpty()) {
      return List.of(first);
    }
    if (key.isEmpty()) {
      // The first one's key is nobody else's business.
      settings.required(
          "ELEVENLABS_FALLBACK_API_KEY", "set it to the key for ELEVENLABS_FALLBACK_BASE_URL");
    }
    var second =
        new ScribeSettings(
            settings.url("ELEVENLABS_FALLBACK_BASE_URL", first.baseUrl.toString()),
            key.orElse(first.apiKey),
            first.model,
            first.format,
            first.manualCommit,
            first.languageCode,
            first.silenceMs,
            first.connectTimeout);
    return List.of(first, second);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ScribeSettings[" + baseUrl + ", " + model + ", " + format.wireName() + "]";
  }
}
