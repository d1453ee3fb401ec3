// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message from Twilio. Times and chunk numbers of Twilio are not read: bytes tell media time. */
sealed interface Inbound {

  /** The first message; says nothing of use. */
  record Connected() implements Inbound {}

  /**
   * The stream begins.
   *
   * @param encoding null if not told
   * @param parameters what the TwiML's {@code <Parameter>}s said
   */
  record Start(
      String streamSid,
      String callSid,
      @Nullable String encoding,
      @Nullable String sampleRate,
      Map<String, String> parameters,
      long sequence)
      implements Inbound {}

  /** µ-law of any length; {@code track} is null if not told. */
  record Media(@Nullable String streamSid, @Nullable String track, byte[] ulaw, long sequence)
      implements Inbound {}

  record Dtmf(@Nullable String streamSid, String digit, long sequence) implements Inbound {}

  record Mark(@Nullable String streamSid, String name, long sequence) implements Inbound {}

  record Stop(@Nullable String streamSid, long sequence) implements Inbound {}

  /** An event that this code does not know. */
  record Unknown(long sequence) implements Inbound {}

  /** Not what the protocol promises. */
  record Malformed() implements Inbound {}

  /** Position among the stream's messages, 1 for {@code start}; 0 if not told. */
  default long sequence() {
    return 0;
  }
}
