// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

/**
 * The outbound direction of a bidirectional media stream. Sending never blocks; a message that
 * cannot be sent ends the stream, which the play-out learns through {@link Playout#detach}.
 * Thread-safe.
 */
public interface OutboundStream {

  /** Twilio's {@code StreamSid}. */
  String streamSid();

  /** Caller audio received so far on this stream, in milliseconds. */
  long mediaMs();

  /** Media time at {@code nanoTime}, which {@link #mediaMs} follows as audio arrives. */
  default long mediaMsAt(long nanoTime) {
    return mediaMs();
  }

  /** Queues µ-law at Twilio behind the audio sent before. */
  void sendAudio(byte[] ulaw);

  /** Asks Twilio to return {@code name} once everything sent before it has been played. */
  void sendMark(String name);

  /** Drops the audio Twilio has not played yet; Twilio returns all pending marks immediately. */
  void sendClear();

  /** Closes the stream; nothing can be sent afterwards. Idempotent. */
  void close(int code, String reason);
}
