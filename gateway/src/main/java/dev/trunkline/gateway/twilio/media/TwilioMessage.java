// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message from Twilio. Its timestamps and chunk numbers are not read: media time is counted in
 * bytes.
 */
sealed interface TwilioMessage {

  /** The first message; carries nothing we need. */
  record Connected() implements TwilioMessage {}

  /**
   * The stream begins.
   *
   * @param encoding null if not given
   * @param parameters the {@code <Parameter>}s of the TwiML
   */
  record Start(
      String streamSid,
      String callSid,
      @Nullable String encoding,
      @Nullable String sampleRate,
      Map<String, String> parameters,
      long sequence)
      implements TwilioMessage {}

  /** µ-law of any length; {@code track} is null if not given. */
  record Media(@Nullable String streamSid, @Nullable String track, byte[] ulaw, long sequence)
      implements TwilioMessage {}

  record Dtmf(@Nullable String streamSid, String digit, long sequence) implements TwilioMessage {}

  record Mark(@Nullable String streamSid, String name, long sequence) implements TwilioMessage {}

  record Stop(@Nullable String streamSid, long sequence) implements TwilioMessage {}

  /** An event that this version does not know. */
  record Unknown(long sequence) implements TwilioMessage {}

  /** Not a message of the protocol. */
  record Malformed() implements TwilioMessage {}

  /** Position among the stream's messages, 1 for {@code start}; 0 if not given. */
  default long sequence() {
    return 0;
  }
}
