// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import static dev.trunkline.runtime.settings.Component.STT_WORKER;
import static dev.trunkline.runtime.settings.Component.TTS_WORKER;

import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.net.URI;

/** Where ElevenLabs is and with which key, for speech both ways, and a second provider like it. */
public final class ElevenLabsSettings {
  public static final Setting<String> API_KEY =
      Setting.secret("ELEVENLABS_API_KEY")
          .meaning("Your ElevenLabs key. Required, except that `./trunkline run` uses a stand-in.")
          .reason("Always: set your key.")
          .readBy(STT_WORKER, TTS_WORKER);

  public static final Setting<URI> BASE_URL =
      Setting.url("ELEVENLABS_BASE_URL", "https://api.elevenlabs.io")
          .meaning("Where ElevenLabs is.")
          .reason("A region near you, a server that speaks like ElevenLabs, or the simulator.")
          .readBy(STT_WORKER, TTS_WORKER);

  public static final Setting<String> FALLBACK_API_KEY =
      Setting.secret("ELEVENLABS_FALLBACK_API_KEY")
          .defaultShown("the first provider's")
          .meaning(
              "Key of a second provider of speech, used while the first fails. Required with"
                  + " `ELEVENLABS_FALLBACK_BASE_URL`.")
          .reason("To keep talking when ElevenLabs, a region or an account fails.")
          .readBy(STT_WORKER, TTS_WORKER);

  public static final Setting<URI> FALLBACK_BASE_URL =
      Setting.url("ELEVENLABS_FALLBACK_BASE_URL", "https?|wss?", "https://api.us.elevenlabs.io")
          .defaultShown("the first provider's")
          .meaning("Where the second provider of speech is.")
          .reason("As for `ELEVENLABS_FALLBACK_API_KEY`.")
          .readBy(STT_WORKER, TTS_WORKER);

  /**
   * One provider.
   *
   * @param apiKey secret
   */
  public record Account(URI baseUrl, String apiKey) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Account[" + baseUrl + "]";
    }
  }

  private ElevenLabsSettings() {}

  /**
   * The first provider.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting without a key
   */
  public static Account first(Settings settings) {
    return new Account(
        settings.get(BASE_URL),
        settings.required(
            API_KEY,
            "set it to the key of your ElevenLabs account, or use the simulator's base URL and any"
                + " key"));
  }

  /** True if there is a second provider for speech both ways. */
  public static boolean hasFallback(Settings settings) {
    return settings.isSet(FALLBACK_BASE_URL) || settings.isSet(FALLBACK_API_KEY);
  }

  /**
   * The second provider; what is not set is as with the first.
   *
   * @throws dev.trunkline.runtime.settings.InvalidSetting with a URL but no key: the first
   *     provider's key is not sent to another server
   */
  public static Account fallback(Settings settings, Account first) {
    if (settings.isSet(FALLBACK_BASE_URL)) {
      settings.required(FALLBACK_API_KEY, "set it to the key for " + FALLBACK_BASE_URL.name());
    }
    return new Account(
        settings.find(FALLBACK_BASE_URL).orElse(first.baseUrl()),
        settings.find(FALLBACK_API_KEY).orElse(first.apiKey()));
  }
}
