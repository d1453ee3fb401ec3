// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.tts.core.OutputFormat;
import dev.trunkline.tts.core.SpeechLimits;
import dev.trunkline.tts.provider.Voice;
import dev.trunkline.tts.provider.VoiceAccess;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The worker's settings.
 *
 * @param fallback the provider that stands in for the first, null if there is none
 * @param fallbackVoiceForAll true if all assistants speak in its voice there
 * @param idleClose a call that says nothing for so long, and whose end nobody reported, is
 *     forgotten
 * @param cachedTexts how many fixed texts (greetings, apologies) are kept as sound
 */
public record TtsSettings(
    VoiceAccess access,
    @Nullable VoiceAccess fallback,
    boolean fallbackVoiceForAll,
    SpeechLimits limits,
    Duration idleClose,
    int cachedTexts) {
  private static final String RACHEL = "21m00Tcm4TlvDq8ikWAM";
  private static final int MINUTE_MS = 60_000;

  public static TtsSettings from(Settings settings) {
    VoiceAccess access = access(settings);
    VoiceAccess fallback = fallback(access, settings);
    return new TtsSettings(
        access,
        fallback,
        settings.text("ELEVENLABS_FALLBACK_VOICE_ID").isPresent(),
        limits(settings, fallback == null ? 1 : 2),
        ms(settings, "TTS_IDLE_CLOSE_MS", 5 * MINUTE_MS),
        settings.integer("TTS_CACHED_TEXTS", 100, 0, 10_000));
  }

  private static VoiceAccess access(Settings settings) {
    return new VoiceAccess(
        settings.url("ELEVENLABS_BASE_URL", "https://api.elevenlabs.io"),
        settings.required("ELEVENLABS_API_KEY", "set it to the key of your ElevenLabs account"),
        new Voice(
            settings.text("ELEVENLABS_VOICE_ID", RACHEL),
            settings
                .text("ASSISTANT_LANGUAGE")
                .map(code -> code.replaceAll("[-_].*", ""))
                .orElse(null)),
        settings.text("ELEVENLABS_TTS_MODEL", "eleven_turbo_v2_5"),
        settings.choice("TTS_OUTPUT_FORMAT", OutputFormat.ULAW_8000),
        ms(settings, "TTS_CONNECT_TIMEOUT_MS", 4_000),
        ms(settings, "TTS_PING_INTERVAL_MS", 20_000));
  }

  /** What is not said of it is as with the first. */
  private static @Nullable VoiceAccess fallback(VoiceAccess first, Settings settings) {
    Optional<String> base = settings.text("ELEVENLABS_FALLBACK_BASE_URL");
    Optional<String> key = settings.text("ELEVENLABS_FALLBACK_API_KEY");
    Optional<String> voice = settings.text("ELEVENLABS_FALLBACK_VOICE_ID");
    if (Stream.of(base, key, voice).allMatch(Optional::isEmpty)) {
      return null;
    }
    if (base.isPresent() && key.isEmpty()) {
      // The first provider's key must not be sent to another host.
      settings.required(
          "ELEVENLABS_FALLBACK_API_KEY", "set it to the key for ELEVENLABS_FALLBACK_BASE_URL");
    }
    return first.atProvider(
        settings.url("ELEVENLABS_FALLBACK_BASE_URL", first.baseUrl().toString()),
        key.orElse(first.apiKey()),
        new Voice(voice.orElse(first.voice().id()), first.voice().language()));
  }

  private static SpeechLimits limits(Settings settings, int providers) {
    return new SpeechLimits(
        // Five would be the provider's limit, but it may be slow to release a closed one.
        settings.integer("TTS_OPEN_CONTEXTS", 3, 1, 5),
        settings.integer("TTS_RETRY_BUDGET", 4, 0, 100),
        ms(settings, "TTS_BACKOFF_MS", 200),
        ms(settings, "TTS_BACKOFF_MAX_MS", 3_000),
        settings.integer("TTS_LEAD_IN_MS", 30, 0, MINUTE_MS),
        ms(settings, "TTS_FIRST_AUDIO_TIMEOUT_MS", 4_000),
        providers);
  }

  private static Duration ms(Settings settings, String variable, int defaultMs) {
    return Duration.ofMillis(settings.integer(variable, defaultMs, 1, 60 * MINUTE_MS));
  }
}
