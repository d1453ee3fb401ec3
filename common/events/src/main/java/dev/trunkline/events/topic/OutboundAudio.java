// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.audio.MuLaw;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of the assistant's speech, sent to the gateway that plays it.
 *
 * <p>The chunks of a segment are numbered from 0 without gaps; all but a segment's last are {@link
 * #CHUNK_MS} long. A segment that is synthesised again after a crash or a failure starts again with
 * chunk 0, and its sound and word timing may differ; {@link SpeechSplice} joins the two.
 *
 * @param end what ends with this chunk
 * @param text the characters of the segment whose sound starts in this chunk; the texts of all
 *     chunks, joined, are the segment's text
 * @param textMs for every UTF-16 unit of {@code text}, milliseconds from the start of the chunk to
 *     the sound of that character; empty if the provider gave no alignment
 * @param ulaw µ-law, 8 bytes a millisecond; may be empty when something ends
 */
public record OutboundAudio(
    String callSid,
    int turn,
    int segment,
    int chunk,
    End end,
    String text,
    int[] textMs,
    byte[] ulaw) {

  /** Length of every chunk except a segment's last. */
  public static final int CHUNK_MS = 100;

  /** What ends with a chunk. */
  public enum End {
    NOTHING(0),
    SEGMENT(1),
    /** The turn, and with it its last segment. */
    TURN(2);

    private final byte code;

    End(int code) {
      this.code = (byte) code;
    }

    private static End of(byte[] code) throws UnreadableRecord {
      for (End end : values()) {
        if (code.length == 1 && code[0] == end.code) {
          return end;
        }
      }
      throw new UnreadableRecord("header " + END + " is not 0, 1 or 2");
    }
  }

  private static final String TURN = "turn";
  private static final String SEGMENT = "segment";
  private static final String CHUNK = "chunk";
  private static final String END = "end";
  private static final String TEXT = "text";
  private static final String TEXT_MS = "text-ms";

  /**
   * True if {@code headers} are those of audio; a record of a gateway's topic without them is a
   * command.
   */
  public static boolean isAudio(HeaderReader headers) {
    return headers.has(CHUNK);
  }

  /**
   * The offset in bytes at which the sound of the character at {@code index} starts. Without
   * alignment the characters are assumed to be evenly spread.
   */
  public int byteOf(int index) {
    return index < textMs.length
        ? Math.clamp((long) textMs[index] * MuLaw.PER_MS, 0, ulaw.length)
        : (int) ((long) ulaw.length * index / Math.max(1, text.length()));
  }

  /** A copy without the first {@code bytes} of sound and {@code characters} of text. */
  public OutboundAudio from(int bytes, int characters) {
    return bytes == 0 && characters == 0
        ? this
        : part(bytes, ulaw.length, characters, text.length(), end);
  }

  /**
   * A copy of the first {@code bytes} of sound and {@code characters} of text, which ends nothing.
   */
  public OutboundAudio upTo(int bytes, int characters) {
    return part(0, bytes, 0, characters, End.NOTHING);
  }

  private OutboundAudio part(int from, int to, int fromChar, int toChar, End ends) {
    int[] times = textMs.length == 0 ? new int[0] : new int[toChar - fromChar];
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.max(0, textMs[fromChar + i] - from / MuLaw.PER_MS);
    }
    return new OutboundAudio(
        callSid,
        turn,
        segment,
        chunk,
        ends,
        text.substring(fromChar, toChar),
        times,
        Arrays.copyOfRange(ulaw, from, to));
  }

  /** A copy with another chunk number. */
  public OutboundAudio numbered(int number) {
    return new OutboundAudio(callSid, turn, segment, number, end, text, textMs, ulaw);
  }

  /** Adds this chunk's headers. */
  public void putHeaders(HeaderWriter headers) {
    headers
        .add(TURN, toBytes(turn))
        .add(SEGMENT, toBytes(segment))
        .add(CHUNK, toBytes(chunk))
        .add(END, new byte[] {end.code})
        .add(TEXT, text.getBytes(UTF_8))
        .add(TEXT_MS, toBytes(textMs));
  }

  /**
   * The chunk in a record of a gateway's topic for which {@link #isAudio} is true.
   *
   * @param callSid the record's key
   * @param ulaw the record's value, not copied
   */
  public static OutboundAudio read(
      @Nullable String callSid, HeaderReader headers, byte @Nullable [] ulaw)
      throws UnreadableRecord {
    if (callSid == null || ulaw == null) {
      throw new UnreadableRecord("no key or no value");
    }
    return new OutboundAudio(
        callSid,
        number(headers, TURN),
        number(headers, SEGMENT),
        number(headers, CHUNK),
        End.of(RequiredHeader.of(headers, END)),
        new String(RequiredHeader.of(headers, TEXT), UTF_8),
        numbers(headers, TEXT_MS),
        ulaw);
  }

  private static int number(HeaderReader headers, String name) throws UnreadableRecord {
    int[] numbers = numbers(headers, name);
    if (numbers.length != 1) {
      throw new UnreadableRecord("header " + name + " is not 4 bytes");
    }
    return numbers[0];
  }

  private static int[] numbers(HeaderReader headers, String name) throws UnreadableRecord {
    byte[] value = RequiredHeader.of(headers, name);
    if (value.length % Integer.BYTES != 0) {
      throw new UnreadableRecord("header " + name + " is not a list of 4-byte numbers");
    }
    int[] numbers = new int[value.length / Integer.BYTES];
    ByteBuffer.wrap(value).asIntBuffer().get(numbers);
    return numbers;
  }

  private static byte[] toBytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    Arrays.stream(values).forEach(bytes::putInt);
    return bytes.array();
  }
}
