// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Server-sent events, in the ways they may lawfully arrive. */
final class EventStream {
  private final OutputStream out;
  private final String newline;
  private final boolean comments;
  private final boolean split;
  private final int eventsPerPacket;
  private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
  private int events;

  EventStream(OutputStream out, ChatSettings settings) {
    this.out = out;
    newline = settings.crLf() ? "\r\n" : "\n";
    comments = settings.comments();
    split = settings.splitPackets();
    eventsPerPacket = settings.eventsPerPacket();
  }

  /** Sends one event, now or together with the next ones. */
  void send(String data) throws IOException {
    if (comments) {
      packet.writeBytes((": keep-alive" + newline + newline).getBytes(UTF_8));
    }
    packet.writeBytes(("data: " + data + newline + newline).getBytes(UTF_8));
    events++;
    if (events == eventsPerPacket) {
      flush();
    }
  }

  /** Sends what has been held back. */
  void flush() throws IOException {
    byte[] bytes = packet.toByteArray();
    packet.reset();
    events = 0;
    int cut = split ? cut(bytes) : 0;
    if (cut > 0) {
      out.write(bytes, 0, cut);
      out.flush();
    }
    out.write(bytes, cut, bytes.length - cut);
    out.flush();
  }

  /** Within the first long character, else in the middle. */
  private static int cut(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((bytes[i] & 0xC0) == 0x80) {
        return i;
      }
    }
    return bytes.length / 2;
  }
}
