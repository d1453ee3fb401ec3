// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.runtime.settings.Settings;
import dev.trunkline.simulator.telephone.media.StreamSettings;
import dev.trunkline.simulator.telephone.record.RecordSettings;
import dev.trunkline.simulator.telephone.webhook.WebhookSettings;
import java.util.Optional;

/**
 * Twilio's side of a call. Where Twilio documents nothing, the default is the likeliest reading and
 * every other is a setting.
 *
 * @param accountSid {@code TWILIO_ACCOUNT_SID} (AC and zeros and a one)
 * @param authToken {@code TWILIO_AUTH_TOKEN}: signs all requests; without it nothing is signed
 * @param allowWs {@code TELEPHONE_ALLOW_WS} (false): streams may be {@code ws://}, which Twilio
 *     refuses with 31922; needed on one machine without TLS
 * @param signWsAsWss {@code TELEPHONE_SIGN_WS_AS_WSS} (true): a {@code ws} handshake is signed over
 *     the {@code wss} URL, as if TLS ended before the gateway
 * @param trailingSlash {@code TELEPHONE_TRAILING_SLASH} (false): the handshake is signed over the
 *     URL with a slash appended, as Twilio does at times
 * @param callTimeLimitMs {@code TELEPHONE_CALL_LIMIT_MS} (4 hours)
 * @param ringMs {@code TELEPHONE_RING_MS} (0): how long an outgoing call rings
 * @param quietMs {@code TELEPHONE_QUIET_MS} (700): a silence after which a caller takes it that the
 *     assistant has finished
 * @param sayMsPerCharacter {@code TELEPHONE_SAY_MS_PER_CHARACTER} (60): how long Twilio speaks
 * @param playMs {@code TELEPHONE_PLAY_MS} (1000): how long a {@code <Play>} takes; the file is not
 *     fetched
 * @param failedStreamEndsCall {@code TELEPHONE_FAILED_STREAM_ENDS_CALL} (false): after a refused
 *     handshake or an invalid track the call ends, instead of going on after {@code <Connect>}. Not
 *     documented
 * @param brokenStreamEndsCall {@code TELEPHONE_BROKEN_STREAM_ENDS_CALL} (false): when the
 *     connection of a stream breaks, the call ends as well, instead of going on after {@code
 *     <Connect>}. Not documented
 * @param deathDelayMs {@code TELEPHONE_DEATH_DELAY_MS} (30000): how long a socket outlives its
 *     stream in the delayed-death fault
 * @param maxConcurrentCalls {@code TELEPHONE_MAX_CONCURRENT_CALLS} (0, unlimited): more fail with
 *     10004
 * @param callsPerSecond {@code TELEPHONE_CALLS_PER_SECOND} (1): outgoing calls beyond it queue
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
    WebhookSettings webhooks,
    StreamSettings streams,
    RecordSettings recording) {

  /** Reads them. */
  public static TelephoneSettings from(Settings settings) {
    return new TelephoneSettings(
        settings.text("TWILIO_ACCOUNT_SID", "AC" + "0".repeat(31) + "1"),
        settings.text("TWILIO_AUTH_TOKEN"),
        settings.flag("TELEPHONE_ALLOW_WS", false),
        settings.flag("TELEPHONE_SIGN_WS_AS_WSS", true),
        settings.flag("TELEPHONE_TRAILING_SLASH", false),
        settings.integer("TELEPHONE_CALL_LIMIT_MS", 14_400_000, 100, 86_400_000),
        settings.integer("TELEPHONE_RING_MS", 0, 0, 600_000),
        settings.integer("TELEPHONE_QUIET_MS", 700, 20, 60_000),
        settings.integer("TELEPHONE_SAY_MS_PER_CHARACTER", 60, 0, 1_000),
        settings.integer("TELEPHONE_PLAY_MS", 1_000, 0, 3_600_000),
        settings.flag("TELEPHONE_FAILED_STREAM_ENDS_CALL", false),
        settings.flag("TELEPHONE_BROKEN_STREAM_ENDS_CALL", false),
        settings.integer("TELEPHONE_DEATH_DELAY_MS", 30_000, 0, 600_000),
        settings.integer("TELEPHONE_MAX_CONCURRENT_CALLS", 0, 0, 1_000_000),
        settings.number("TELEPHONE_CALLS_PER_SECOND", 1, 0.01, 10_000),
        WebhookSettings.from(settings),
        StreamSettings.from(settings),
        RecordSettings.from(settings));
  }
}
