// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.audio.MuLaw;

/**
 * The caller's audio of one stream on its way to the log: numbered, and placed in media time by the
 * bytes that came before (Twilio's own timestamps neither start at zero nor are they exact). Only
 * the stream's socket writes; {@link #mediaMs} may be asked from anywhere.
 */
public final class InboundStream {
  private static final byte[] NOTHING = {};

  private final String callSid;
  private final byte[] streamSid;
  private final CallLog log;
  private long sequence;
  private volatile long bytes;
  private boolean ended;

  public InboundStream(String callSid, String streamSid, CallLog log) {
    this.callSid = callSid;
    this.streamSid = streamSid.getBytes(US_ASCII);
    this.log = log;
  }

  /** How much audio has come. */
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
      long beginsAtMs = mediaMs();
      bytes += ulaw.length;
      log.audio(callSid, streamSid, sequence++, beginsAtMs, overAssistant, ulaw);
    }
    return !ended;
  }

  /** Writes the mark after the last frame, once. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      log.audio(callSid, streamSid, sequence, mediaMs(), false, NOTHING);
    }
  }
}
