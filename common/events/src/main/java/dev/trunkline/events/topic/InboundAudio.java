// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.trunkline.events.UnreadableRecord;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame of the caller's audio in {@code audio.inbound}.
 *
 * @param streamSid the stream it came on
 * @param sequence number of the frame within the stream, from 0 without gaps, the end mark included
 * @param mediaMs media time at which the frame starts
 * @param returnAddress where the answers go
 * @param overAssistant true if the assistant was playing while the frame was recorded
 * @param echo whether the frame is the assistant's own voice, returned by the caller's line
 * @param ulaw µ-law, 8 bytes a millisecond, normally 160; empty at the end of the stream. Not
 *     copied: do not modify it.
 */
public record InboundAudio(
    String callSid,
    String streamSid,
    long sequence,
    long mediaMs,
    ReturnAddress returnAddress,
    boolean overAssistant,
    Echo echo,
    byte[] ulaw) {

  private static final String SEQUENCE = "seq";
  private static final String MEDIA_MS = "media-ms";
  private static final String STREAM = "stream";
  private static final String OVER_ASSISTANT = "over-assistant";
  private static final String ECHO = "echo";
  private static final byte[] YES = {1};
  private static final byte[] ECHO_POSSIBLE = {1};
  private static final byte[] ECHO_MEASURED = {2};

  /** What the gateway says of a frame recorded while the assistant was playing. */
  public enum Echo {
    /** No echo, or louder than one: the caller. */
    NONE,
    /** Much fainter than the assistant; the line's echo is not measured yet. */
    POSSIBLE,
    /** No louder than the line's echo of what was played just before. */
    MEASURED;

    private static Echo of(byte @Nullable [] value) {
      if (value == null || value.length != 1) {
        return NONE;
      }
      return switch (value[0]) {
        case 1 -> POSSIBLE;
        case 2 -> MEASURED;
        default -> NONE; // A value of a later release.
      };
    }
  }

  /** True for the mark after a stream's last frame. */
  public boolean isEndOfStream() {
    return ulaw.length == 0;
  }

  /** Media time at which the frame ends. */
  public long endMs() {
    return mediaMs + ulaw.length / 8;
  }

  /**
   * Adds the header {@link #overAssistant} for a frame recorded while the assistant was playing.
   */
  public static void putOverAssistant(HeaderWriter headers) {
    headers.add(OVER_ASSISTANT, YES);
  }

  /** Adds the header {@link #echo}; nothing for {@link Echo#NONE}. */
  public static void putEcho(Echo echo, HeaderWriter headers) {
    if (echo != Echo.NONE) {
      headers.add(ECHO, echo == Echo.MEASURED ? ECHO_MEASURED : ECHO_POSSIBLE);
    }
  }

  /**
   * Adds a frame's headers. {@code streamSid} and {@code returnAddress} are ASCII; pass the same
   * arrays for every frame of a stream.
   */
  public static void putHeaders(
      HeaderWriter headers, byte[] streamSid, long sequence, long mediaMs, byte[] returnAddress) {
    headers
        .add(SEQUENCE, toBytes(sequence))
        .add(MEDIA_MS, toBytes(mediaMs))
        .add(STREAM, streamSid)
        .add(ReturnAddress.HEADER, returnAddress);
  }

  /**
   * The frame in a record of {@link Topics#AUDIO_INBOUND}.
   *
   * @param callSid the record's key
   * @param ulaw the record's value, not copied
   */
  public static InboundAudio read(
      @Nullable String callSid, HeaderReader headers, byte @Nullable [] ulaw)
      throws UnreadableRecord {
    if (callSid == null || ulaw == null) {
      throw new UnreadableRecord("no key or no value");
    }
    return new InboundAudio(
        callSid,
        new String(RequiredHeader.of(headers, STREAM), US_ASCII),
        number(headers, SEQUENCE),
        number(headers, MEDIA_MS),
        ReturnAddress.requiredIn(headers),
        headers.has(OVER_ASSISTANT),
        Echo.of(headers.last(ECHO)),
        ulaw);
  }

  private static long number(HeaderReader headers, String name) throws UnreadableRecord {
    byte[] value = RequiredHeader.of(headers, name);
    if (value.length != Long.BYTES) {
      throw new UnreadableRecord("header " + name + " is not 8 bytes");
    }
    return ByteBuffer.wrap(value).getLong();
  }

  private static byte[] toBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}
