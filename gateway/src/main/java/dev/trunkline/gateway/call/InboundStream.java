// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.audio.MuLaw;

/**
 * Writes the caller's audio of one stream to the log: numbered, and placed in media time by the
 * bytes received before, since Twilio's own timestamps neither start at zero nor are exact. Only
 * the stream's socket writes; {@link #mediaMs} may be called from any thread.
 */
public final class InboundStream {
  private static final byte[] NO_AUDIO = {};

  private final String callSid;
  private final byte[] streamSid;
  private final CallEventSink events;
  private long sequence;
  private volatile long bytes;
  private boolean ended;

  InboundStream(String callSid, String streamSid, CallEventSink events) {
    this.callSid = callSid;
    this.streamSid = streamSid.getBytes(US_ASCII);
    this.events = events;
  }

  /** How much audio was received, in milliseconds. */
  public long mediaMs() {
    return bytes / MuLaw.PER_MS;
  }

  /**
   * Writes a frame of any length; false if the stream has ended.
   *
   * @param overAssistant true if the caller hears the assistant
   */
  synchronized boolean frame(byte[] ulaw, boolean overAssistant) {
    if (!ended) {
      long startMs = mediaMs();
      bytes += ulaw.length;
      events.audio(callSid, streamSid, sequence++, startMs, overAssistant, ulaw);
    }
    return !ended;
  }

  /** Writes the end-of-stream record after the last frame. Idempotent. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      events.audio(callSid, streamSid, sequence, mediaMs(), false, NO_AUDIO);
    }
  }
}
