// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import static dev.trunkline.runtime.settings.Component.TTS_WORKER;

import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.providers.ElevenLabsSettings.Account;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.tts.core.OutputFormat;
import dev.trunkline.tts.core.SpeechLimits;
import dev.trunkline.tts.provider.Voice;
import dev.trunkline.tts.provider.VoiceAccess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The worker's settings.
 *
 * @param fallback the second provider, used when the first fails; null without one
 * @param fallbackVoiceForAll true if all assistants use the fallback's voice there
 * @param idleClose a call without turns and messages for this long is closed: its end was not
 *     reported
 * @param cachedTexts how many fixed texts (greetings, apologies) have their audio cached
 */
public record TtsSettings(
    VoiceAccess access,
    @Nullable VoiceAccess fallback,
    boolean fallbackVoiceForAll,
    SpeechLimits limits,
    Duration idleClose,
    int cachedTexts) {
  static final Setting<Integer> HEALTH_PORT =
      Setting.integer("TTS_HEALTH_PORT", 8084, 0, 65_535)
          .meaning("Port of the TTS worker's `/health` and `/metrics`.")
          .reason("Two workers on one machine, or the port is taken.")
          .readBy(TTS_WORKER);

  static final Setting<String> VOICE_ID =
      Setting.text("ELEVENLABS_VOICE_ID", "21m00Tcm4TlvDq8ikWAM")
          .defaultShown("`21m00Tcm4TlvDq8ikWAM` (Rachel)")
          .meaning("ElevenLabs' id of the voice, unless the assistants file names another.")
          .reason("To choose the assistant's voice.")
          .readBy(TTS_WORKER);

  static final Setting<String> MODEL =
      Setting.text("ELEVENLABS_TTS_MODEL", "eleven_turbo_v2_5")
          .meaning("ElevenLabs' model for speech.")
          .reason("`eleven_flash_v2_5`, which ElevenLabs recommends, is faster.")
          .readBy(TTS_WORKER);

  static final Setting<String> FALLBACK_VOICE_ID =
      Setting.text("ELEVENLABS_FALLBACK_VOICE_ID")
          .defaultShown("the same voice")
          .meaning(
              "The voice of all assistants at the second provider. Set alone it makes a second"
                  + " provider of the same account, for speaking only.")
          .reason("The second provider does not have your voices.")
          .readBy(TTS_WORKER);

  static final Setting<OutputFormat> OUTPUT_FORMAT =
      Setting.choice("TTS_OUTPUT_FORMAT", OutputFormat.ULAW_8000)
          .meaning("The audio format requested of the provider.")
          .reason("A voice or a server that has no µ-law.")
          .readBy(TTS_WORKER);

  static final Setting<Integer> FIRST_AUDIO_TIMEOUT_MS =
      Setting.integer("TTS_FIRST_AUDIO_TIMEOUT_MS", 4_000, 1, 3_600_000)
          .meaning(
              "Milliseconds that a socket which owes audio may be silent; then it counts as dead"
                  + " and the text is sent again on another.")
          .reason("Longer for a slow model or server.")
          .readBy(TTS_WORKER);

  static final Setting<Integer> CACHED_TEXTS =
      Setting.integer("TTS_CACHED_TEXTS", 100, 0, 10_000)
          .meaning(
              "Fixed texts (greetings, prompts, apologies) whose audio a worker keeps in memory, by"
                  + " voice.")
          .reason("More with many assistants; 0 to pay for every greeting again.")
          .readBy(TTS_WORKER);

  // Constants: no operator has a reason to change them. Tests do.
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(20);
  private static final Duration IDLE_CLOSE = Duration.ofMinutes(5);
  private static final int LEADING_SILENCE_MS = 30;
  private static final int RETRY_BUDGET = 4;
  private static final Duration BACKOFF = Duration.ofMillis(200);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(3);

  /** Five would be the provider's limit, but it may be slow to release a closed one. */
  private static final int MAX_CONTEXTS = 3;

  /**
   * Reads the settings.
   *
   * @param language what the default assistant speaks; null for the provider to detect it
   */
  public static TtsSettings from(Settings settings, @Nullable String language) {
    Account first = ElevenLabsSettings.first(settings);
    VoiceAccess access = access(settings, first, language);
    VoiceAccess fallback = fallback(access, first, settings);
    return new TtsSettings(
        access,
        fallback,
        settings.isSet(FALLBACK_VOICE_ID),
        new SpeechLimits(
            MAX_CONTEXTS,
            RETRY_BUDGET,
            BACKOFF,
            MAX_BACKOFF,
            LEADING_SILENCE_MS,
            Duration.ofMillis(settings.get(FIRST_AUDIO_TIMEOUT_MS)),
            fallback == null ? 1 : 2),
        IDLE_CLOSE,
        settings.get(CACHED_TEXTS));
  }

  private static VoiceAccess access(Settings settings, Account account, @Nullable String language) {
    return new VoiceAccess(
        account.baseUrl(),
        account.apiKey(),
        new Voice(settings.get(VOICE_ID), language),
        settings.get(MODEL),
        settings.get(OUTPUT_FORMAT),
        CONNECT_TIMEOUT,
        PING_INTERVAL);
  }

  /** What is not set for it is as with the first. */
  private static @Nullable VoiceAccess fallback(
      VoiceAccess first, Account account, Settings settings) {
    if (!ElevenLabsSettings.hasFallback(settings) && !settings.isSet(FALLBACK_VOICE_ID)) {
      return null;
    }
    Account second = ElevenLabsSettings.fallback(settings, account);
    String voice = settings.find(FALLBACK_VOICE_ID).orElse(first.voice().id());
    return first.atProvider(
        second.baseUrl(), second.apiKey(), new Voice(voice, first.voice().language()));
  }

  /** The same with other limits. */
  public TtsSettings withLimits(SpeechLimits other) {
    return new TtsSettings(access, fallback, fallbackVoiceForAll, other, idleClose, cachedTexts);
  }
}
