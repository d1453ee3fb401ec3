// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The receiving half of RFC 6455, for a client that offered no extension. One thread. */
final class FrameReader {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int CONTROL_MAX = 125;
  private static final int NO_CODE = 1005;

  private final InputStream in;
  private final int maxMessage;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int messageOpcode = -1;

  FrameReader(InputStream in, int maxMessage) {
    this.in = in;
    this.maxMessage = maxMessage;
  }

  /** Waits for the next message or control frame. */
  ReceivedFrame next() throws IOException {
    ReceivedFrame arrival = frame();
    while (arrival == null) {
      arrival = frame();
    }
    return arrival;
  }

  private @Nullable ReceivedFrame frame() throws IOException {
    int first = octet();
    int second = octet();
    if ((first & 0x70) != 0) {
      return new ReceivedFrame.Violation("a reserved bit is set, and no extension was agreed");
    }
    if ((second & 0x80) != 0) {
      return new ReceivedFrame.Violation("a server's frame is masked");
    }
    boolean last = (first & 0x80) != 0;
    int opcode = first & 15;
    long length = length(second & 0x7F);
    if (opcode >= CLOSE) {
      return control(opcode, last, length);
    }
    if (length < 0 || length + message.size() > maxMessage) {
      return new ReceivedFrame.Violation("a message of more than " + maxMessage + " bytes");
    }
    return data(opcode, last, (int) length);
  }

  private @Nullable ReceivedFrame data(int opcode, boolean last, int length) throws IOException {
    if (opcode > BINARY) {
      return new ReceivedFrame.Violation("unknown opcode " + opcode);
    }
    if ((opcode == CONTINUATION) == (messageOpcode < 0)) {
      return new ReceivedFrame.Violation("fragments out of order");
    }
    byte[] payload = exactly(length);
    if (opcode != CONTINUATION) {
      messageOpcode = opcode;
    }
    if (last && opcode != CONTINUATION) {
      return whole(payload);
    }
    message.writeBytes(payload);
    return last ? whole(message.toByteArray()) : null;
  }

  private ReceivedFrame whole(byte[] payload) {
    boolean text = messageOpcode == TEXT;
    messageOpcode = -1;
    message.reset();
    if (!text) {
      return new ReceivedFrame.Binary(payload.length);
    }
    return isUtf8(payload)
        ? new ReceivedFrame.Text(payload)
        : new ReceivedFrame.Violation("a text message is not UTF-8");
  }

  private ReceivedFrame control(int opcode, boolean last, long length) throws IOException {
    if (!last || length > CONTROL_MAX || length < 0) {
      return new ReceivedFrame.Violation("a control frame is fragmented or too long");
    }
    byte[] payload = exactly((int) length);
    return switch (opcode) {
      case PING -> new ReceivedFrame.Ping(payload);
      case PONG -> new ReceivedFrame.Pong();
      case CLOSE -> close(payload);
      default -> new ReceivedFrame.Violation("unknown opcode " + opcode);
    };
  }

  private static ReceivedFrame close(byte[] payload) {
    if (payload.length == 1) {
      return new ReceivedFrame.Violation("half a close code");
    }
    return new ReceivedFrame.Close(
        payload.length == 0 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xFFFF);
  }

  private long length(int seven) throws IOException {
    int octets = seven == 126 ? 2 : seven == 127 ? 8 : 0;
    long length = octets == 0 ? seven : 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | octet();
    }
    return length;
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("the socket ended without a close frame");
    }
    return octet;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the socket ended within a frame");
    }
    return bytes;
  }

  private static boolean isUtf8(byte[] text) {
    for (byte b : text) {
      if (b < 0) {
        return isUtf8Slowly(text);
      }
    }
    return true;
  }

  private static boolean isUtf8Slowly(byte[] text) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
