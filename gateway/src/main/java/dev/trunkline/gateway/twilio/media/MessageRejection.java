// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

/** Why a message on a media socket was not used. */
enum MessageRejection {
  /** Not the JSON that the protocol promises. */
  MALFORMED,
  UNKNOWN_EVENT,
  /** Its {@code streamSid} is not the socket's. */
  WRONG_STREAM,
  /** Not the caller's audio. */
  WRONG_TRACK,
  BINARY,
  BEFORE_START,
  SECOND_START,
  /** Not µ-law at 8 kHz. */
  WRONG_FORMAT,
  BAD_TOKEN,
  /** Above the rate limit. */
  TOO_MANY,
  TOO_LARGE,
  /** Not one of the marks we wait for, as after a {@code clear}. */
  STALE_MARK
}
