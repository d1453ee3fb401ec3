// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import static dev.trunkline.runtime.settings.Component.STT_WORKER;

import dev.trunkline.providers.ElevenLabsSettings;
import dev.trunkline.providers.ElevenLabsSettings.Account;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Scribe is and how a session with it is set up.
 *
 * @param baseUrl http, https, ws or wss; the path of the endpoint is added to it
 * @param apiKey secret
 * @param manualCommit true if we say where an utterance ends, false if Scribe decides by itself
 * @param silenceMs how long the caller must be quiet before Scribe commits by itself
 * @param connectTimeout for the connection, its upgrade, and again for {@code session_started}
 */
public record ScribeSettings(
    URI baseUrl,
    String apiKey,
    String model,
    AudioFormat format,
    boolean manualCommit,
    int silenceMs,
    Duration connectTimeout) {

  static final Setting<String> MODEL =
      Setting.text("ELEVENLABS_STT_MODEL", "scribe_v2_realtime")
          .meaning("Scribe's realtime model.")
          .reason("Another model of ElevenLabs.")
          .readBy(STT_WORKER);

  static final Setting<AudioFormat> FORMAT =
      Setting.choice("STT_AUDIO_FORMAT", AudioFormat.PCM_16000)
          .meaning("The audio that Scribe is sent.")
          .reason("ulaw_8000 (as it comes from Twilio) needs a quarter of the bandwidth.")
          .readBy(STT_WORKER);

  static final Setting<Integer> SILENCE_MS =
      Setting.integer("STT_SCRIBE_SILENCE_MS", 600, 300, 3_000)
          .meaning(
              "With `VAD_ENABLED=false`: milliseconds of silence after which Scribe ends an"
                  + " utterance.")
          .reason("Shorter for faster answers, longer if callers are cut off.")
          .readBy(STT_WORKER);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /**
   * The first provider, and the second if there is one; what is not set for it is as with the
   * first.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting without a key
   */
  public static List<ScribeSettings> all(Settings settings) {
    Account first = ElevenLabsSettings.first(settings);
    return Stream.concat(
            Stream.of(first),
            ElevenLabsSettings.hasFallback(settings)
                ? Stream.of(ElevenLabsSettings.fallback(settings, first))
                : Stream.empty())
        .map(account ->
            new ScribeSettings(
                account.baseUrl(),
                account.apiKey(),
                settings.get(MODEL),
                settings.get(FORMAT),
                settings.get(SharedSettings.VAD_ENABLED),
                settings.get(SILENCE_MS),
                CONNECT_TIMEOUT))
        .toList();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ScribeSettings[" + baseUrl + ", " + model + ", " + format.wireName() + "]";
  }
}
