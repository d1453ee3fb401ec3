// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/**
 * The way to the caller's ear: a bidirectional media stream. Sending returns at once; what cannot
 * be sent ends the stream, of which the play-out hears through {@link Playout#detach}.
 */
public interface Line {

  /** Twilio's {@code StreamSid}. */
  String streamSid();

  /** Caller audio received so far on this stream, in milliseconds. */
  long mediaMs();

  /** Plays µ-law after what was sent before. */
  void sendAudio(byte[] ulaw);

  /** Asks for {@code name} to be sent back when everything before it has been played. */
  void sendMark(String name);

  /** Drops what has not been played yet. All marks still out come back at once. */
  void sendClear();
}
