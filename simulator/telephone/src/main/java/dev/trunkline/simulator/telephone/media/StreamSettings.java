// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;

/** How Twilio's side of a media stream behaves where the documentation is silent, and how fast. */
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

  static final Setting<Integer> TIMESTAMP_MIN_MS =
      Setting.integer("SIM_TELEPHONE_TIMESTAMP_MIN_MS", 100, 0, 10_000)
          .meaning("Earliest timestamp of the first frame.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> HANDSHAKE_TIMEOUT_MS =
      Setting.integer("SIM_TELEPHONE_HANDSHAKE_TIMEOUT_MS", 5_000, 10, 60_000)
          .meaning(
              "Timeout of connecting, TLS and 101 each; then 31901. Not documented" + " by Twilio.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> SLOW_READER_MS =
      Setting.integer("SIM_TELEPHONE_SLOW_READER_MS", 5_000, 20, 60_000)
          .meaning(
              "Caller audio kept for a gateway that does not read; the rest is"
                  + " thrown away with 31930. Twilio's figure is not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_PLAYOUT_MS =
      Setting.integer("SIM_TELEPHONE_MAX_PLAYOUT_MS", 600_000, 20, 14_400_000)
          .meaning(
              "Unplayed audio kept; more is dropped. No limit of Twilio's is"
                  + " documented; 28 s were seen to do no harm.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> MAX_MESSAGE_BYTES =
      Setting.integer("SIM_TELEPHONE_MAX_MESSAGE_BYTES", 1 << 20, 1 << 10, 1 << 26)
          .meaning("A longer message is 31924. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> CLOSE_CODE =
      Setting.integer("SIM_TELEPHONE_CLOSE_CODE", 1_000, 0, 4_999)
          .meaning("Sent after `stop`; 0 means a bare disconnect. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> FORGIVE_CLOSE_1000 =
      Setting.flag("SIM_TELEPHONE_FORGIVE_CLOSE_1000", false)
          .meaning("The gateway may close with 1000 without a 31921. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> BAD_MESSAGES_END_STREAM =
      Setting.flag("SIM_TELEPHONE_BAD_MESSAGES_END_STREAM", false)
          .meaning(
              "31950 and 31951 end the stream. They are warnings; that it survives"
                  + " is inferred.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> APPLY_EXTRA_FIELDS =
      Setting.flag("SIM_TELEPHONE_APPLY_EXTRA_FIELDS", false)
          .meaning(
              "A message with unexpected fields is obeyed, besides its warning."
                  + " Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> DTMF_AUDIBLE =
      Setting.flag("SIM_TELEPHONE_DTMF_AUDIBLE", false)
          .meaning("A key's tone is also heard in the caller's audio. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Boolean> DTMF_LETTERS =
      Setting.flag("SIM_TELEPHONE_DTMF_LETTERS", false)
          .meaning("The keys A to D exist. Not documented.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> PING_MS =
      Setting.integer("SIM_TELEPHONE_PING_MS", 0, 0, 3_600_000)
          .meaning("How often Twilio pings; 0: never, as none was seen.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> TIMESTAMP_MAX_MS =
      Setting.integer("SIM_TELEPHONE_TIMESTAMP_MAX_MS", 170, 0, 10_000)
          .meaning("Latest timestamp of the first frame.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> TIMESTAMP_WOBBLE_MS =
      Setting.integer("SIM_TELEPHONE_TIMESTAMP_WOBBLE_MS", 2, 0, 9)
          .meaning("How far the timestamps of later frames are off, either way.")
          .readBy(Component.SIMULATOR);

  /** Reads the settings. */
  public static StreamSettings from(Settings settings) {
    int first = settings.get(TIMESTAMP_MIN_MS);
    int last =
        settings.find(TIMESTAMP_MAX_MS).orElse(Math.max(first, settings.get(TIMESTAMP_MAX_MS)));
    if (last < first) {
      throw new InvalidSetting(
          TIMESTAMP_MAX_MS.name(),
          "is below " + TIMESTAMP_MIN_MS.name(),
          "set it to " + TIMESTAMP_MIN_MS.name() + " or more");
    }
    return new StreamSettings(
        settings.get(HANDSHAKE_TIMEOUT_MS),
        settings.get(SLOW_READER_MS),
        settings.get(MAX_PLAYOUT_MS),
        settings.get(MAX_MESSAGE_BYTES),
        settings.get(CLOSE_CODE),
        settings.get(FORGIVE_CLOSE_1000),
        settings.get(BAD_MESSAGES_END_STREAM),
        settings.get(APPLY_EXTRA_FIELDS),
        settings.get(DTMF_AUDIBLE),
        settings.get(DTMF_LETTERS),
        settings.get(PING_MS),
        first,
        last,
        settings.get(TIMESTAMP_WOBBLE_MS));
  }
}
