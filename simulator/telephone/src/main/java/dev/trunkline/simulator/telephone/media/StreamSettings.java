// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.runtime.settings.Settings;

/**
 * How Twilio's side of a media stream behaves where the documentation is silent, and how fast.
 *
 * @param handshakeTimeoutMs {@code TELEPHONE_HANDSHAKE_TIMEOUT_MS} (5000): connecting, TLS and 101
 *     each; then 31901. Not documented
 * @param slowReaderMs {@code TELEPHONE_SLOW_READER_MS} (5000): caller audio kept for a gateway that
 *     does not read; the rest is thrown away with 31930. Twilio's figure is not documented
 * @param maxPlayoutMs {@code TELEPHONE_MAX_PLAYOUT_MS} (600000): unplayed audio kept; more is
 *     dropped. No limit of Twilio's is documented; 28 s were seen to do no harm
 * @param maxMessageBytes {@code TELEPHONE_MAX_MESSAGE_BYTES} (1048576): a longer message is 31924.
 *     Not documented
 * @param closeCode {@code TELEPHONE_CLOSE_CODE} (1000): sent after {@code stop}; 0 means a bare
 *     disconnect. Not documented
 * @param forgiveClose1000 {@code TELEPHONE_FORGIVE_CLOSE_1000} (false): the gateway may close with
 *     1000 without a 31921. Not documented
 * @param badMessagesEnd {@code TELEPHONE_BAD_MESSAGES_END_STREAM} (false): 31950 and 31951 end the
 *     stream. They are warnings; that it survives is inferred
 * @param applyExtraFields {@code TELEPHONE_APPLY_EXTRA_FIELDS} (false): a message with unexpected
 *     fields is obeyed, besides its warning. Not documented
 * @param dtmfAudible {@code TELEPHONE_DTMF_AUDIBLE} (false): a key's tone is also heard in the
 *     caller's audio. Not documented
 * @param dtmfLetters {@code TELEPHONE_DTMF_LETTERS} (false): the keys A to D exist. Not documented
 * @param pingMs {@code TELEPHONE_PING_MS} (0, never): how often Twilio pings. None was seen
 * @param timestampFirstMin {@code TELEPHONE_TIMESTAMP_MIN_MS} (100): of the first frame
 * @param timestampFirstMax {@code TELEPHONE_TIMESTAMP_MAX_MS} (170)
 * @param timestampWobble {@code TELEPHONE_TIMESTAMP_WOBBLE_MS} (2): either way, later frames
 */
public record StreamSettings(
    int handshakeTimeoutMs,
    int slowReaderMs,
    int maxPlayoutMs,
    int maxMessageBytes,
    int closeCode,
    boolean forgiveClose1000,
    boolean badMessagesEnd,
    boolean applyExtraFields,
    boolean dtmfAudible,
    boolean dtmfLetters,
    int pingMs,
    int timestampFirstMin,
    int timestampFirstMax,
    int timestampWobble) {

  /** Reads them. */
  public static StreamSettings from(Settings settings) {
    int first = settings.integer("TELEPHONE_TIMESTAMP_MIN_MS", 100, 0, 10_000);
    return new StreamSettings(
        settings.integer("TELEPHONE_HANDSHAKE_TIMEOUT_MS", 5_000, 10, 60_000),
        settings.integer("TELEPHONE_SLOW_READER_MS", 5_000, 20, 60_000),
        settings.integer("TELEPHONE_MAX_PLAYOUT_MS", 600_000, 20, 14_400_000),
        settings.integer("TELEPHONE_MAX_MESSAGE_BYTES", 1 << 20, 1 << 10, 1 << 26),
        settings.integer("TELEPHONE_CLOSE_CODE", 1_000, 0, 4_999),
        settings.flag("TELEPHONE_FORGIVE_CLOSE_1000", false),
        settings.flag("TELEPHONE_BAD_MESSAGES_END_STREAM", false),
        settings.flag("TELEPHONE_APPLY_EXTRA_FIELDS", false),
        settings.flag("TELEPHONE_DTMF_AUDIBLE", false),
        settings.flag("TELEPHONE_DTMF_LETTERS", false),
        settings.integer("TELEPHONE_PING_MS", 0, 0, 3_600_000),
        first,
        settings.integer("TELEPHONE_TIMESTAMP_MAX_MS", Math.max(first, 170), first, 10_000),
        settings.integer("TELEPHONE_TIMESTAMP_WOBBLE_MS", 2, 0, 9));
  }
}
