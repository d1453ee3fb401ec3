// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.runtime.settings.SharedSettings;
import dev.trunkline.simulator.telephone.media.Echo;
import dev.trunkline.simulator.telephone.media.StreamSettings;
import dev.trunkline.simulator.telephone.record.RecordSettings;
import dev.trunkline.simulator.telephone.webhook.WebhookSettings;
import java.util.Optional;

/**
 * Twilio's side of a call. Where Twilio documents nothing, the default is the likeliest reading and
 * every other is a setting.
 */
public record TelephoneSettings(
    String accountSid,
    Optional<String> authToken,
    boolean allowWs,
    boolean signWsAsWss,
    boolean trailingSlash,
    int callTimeLimitMs,
    int ringMs,
    int quietMs,
    int sayMsPerCharacter,
    int playMs,
    boolean failedStreamEndsCall,
    boolean brokenStreamEndsCall,
    int deathDelayMs,
    int maxConcurrentCalls,
    double callsPerSecond,
    Echo echo,
    WebhookSettings webhooks,
    StreamSettings streams,
    RecordSettings recording) {

  static final Setting<Boolean> ALLOW_WS =
      Setting.flag("SIM_TELEPHONE_ALLOW_WS", false)
          .meaning(
              "Streams may be `ws://`, which Twilio refuses with 31922; needed on"
                  + " one machine without TLS.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> SIGN_WS_AS_WSS =
      Setting.flag("SIM_TELEPHONE_SIGN_WS_AS_WSS", true)
          .meaning(
              "A `ws` handshake is signed over the `wss` URL, as if TLS ended"
                  + " before the gateway.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> TRAILING_SLASH =
      Setting.flag("SIM_TELEPHONE_TRAILING_SLASH", false)
          .meaning(
              "The handshake is signed over the URL with a slash appended, as"
                  + " Twilio does at times.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> CALL_LIMIT_MS =
      Setting.integer("SIM_TELEPHONE_CALL_LIMIT_MS", 14_400_000, 100, 86_400_000)
          .meaning("Maximum length of a call.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> RING_MS =
      Setting.integer("SIM_TELEPHONE_RING_MS", 0, 0, 600_000)
          .meaning("How long an outgoing call rings.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> QUIET_MS =
      Setting.integer("SIM_TELEPHONE_QUIET_MS", 700, 20, 60_000)
          .meaning("Silence after which a caller takes it that the assistant has finished.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> SAY_MS_PER_CHARACTER =
      Setting.integer("SIM_TELEPHONE_SAY_MS_PER_CHARACTER", 60, 0, 1_000)
          .meaning("How fast Twilio speaks, in milliseconds a character.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> PLAY_MS =
      Setting.integer("SIM_TELEPHONE_PLAY_MS", 1_000, 0, 3_600_000)
          .meaning("How long a `<Play>` takes; the file is not fetched.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> FAILED_STREAM_ENDS_CALL =
      Setting.flag("SIM_TELEPHONE_FAILED_STREAM_ENDS_CALL", false)
          .meaning(
              "After a refused handshake or an invalid track the call ends,"
                  + " instead of going on after `<Connect>`. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> BROKEN_STREAM_ENDS_CALL =
      Setting.flag("SIM_TELEPHONE_BROKEN_STREAM_ENDS_CALL", false)
          .meaning(
              "When the connection of a stream breaks, the call ends as well,"
                  + " instead of going on after `<Connect>`. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> DEATH_DELAY_MS =
      Setting.integer("SIM_TELEPHONE_DEATH_DELAY_MS", 30_000, 0, 600_000)
          .meaning("How long a socket outlives its stream in the delayed-death fault.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_CONCURRENT_CALLS =
      Setting.integer("SIM_TELEPHONE_MAX_CONCURRENT_CALLS", 0, 0, 1_000_000)
          .meaning("Concurrent calls; more fail with 10004. 0: any number.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> CALLS_PER_SECOND =
      Setting.number("SIM_TELEPHONE_CALLS_PER_SECOND", 1, 0.01, 10_000)
          .meaning("Outgoing calls a second; more are queued.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> ECHO_DB =
      Setting.number("SIM_TELEPHONE_ECHO_DB", Echo.SILENT_DB, Echo.SILENT_DB, 0)
          .meaning(
              "Level at which the caller's microphone picks up the assistant's voice, in dB against"
                  + " what is played: -18 for a loudspeaker, -100 for no echo.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> ECHO_DELAY_MS =
      Setting.integer("SIM_TELEPHONE_ECHO_DELAY_MS", 180, Echo.MIN_DELAY_MS, Echo.MAX_DELAY_MS)
          .meaning("How long after it is played the assistant's voice comes back.")
          .readBy(Component.SIMULATOR);

  static final Setting<Double> NOISE_RMS =
      Setting.number("SIM_TELEPHONE_NOISE_RMS", 0, 0, 10_000)
          .meaning("Noise on the caller's line, as the root mean square of 16-bit samples.")
          .readBy(Component.SIMULATOR);

  /** Reads the settings. */
  public static TelephoneSettings from(Settings settings) {
    return new TelephoneSettings(
        settings.find(SharedSettings.TWILIO_ACCOUNT_SID).orElse("AC" + "0".repeat(31) + "1"),
        settings.find(SharedSettings.TWILIO_AUTH_TOKEN),
        settings.get(ALLOW_WS),
        settings.get(SIGN_WS_AS_WSS),
        settings.get(TRAILING_SLASH),
        settings.get(CALL_LIMIT_MS),
        settings.get(RING_MS),
        settings.get(QUIET_MS),
        settings.get(SAY_MS_PER_CHARACTER),
        settings.get(PLAY_MS),
        settings.get(FAILED_STREAM_ENDS_CALL),
        settings.get(BROKEN_STREAM_ENDS_CALL),
        settings.get(DEATH_DELAY_MS),
        settings.get(MAX_CONCURRENT_CALLS),
        settings.get(CALLS_PER_SECOND),
        echo(settings),
        WebhookSettings.from(settings),
        StreamSettings.from(settings),
        RecordSettings.from(settings));
  }

  private static Echo echo(Settings settings) {
    return new Echo(settings.get(ECHO_DB), settings.get(ECHO_DELAY_MS), settings.get(NOISE_RMS));
  }
}
