// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** The sending half of RFC 6455: whole, masked frames. */
final class FrameWriter {
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;

  private FrameWriter() {}

  static byte[] frame(int opcode, byte[] payload, RandomGenerator random) {
    boolean medium = payload.length > 125;
    boolean large = payload.length > 0xFFFF;
    int head = 2 + (large ? 8 : medium ? 2 : 0);
    ByteBuffer frame = ByteBuffer.allocate(head + 4 + payload.length);
    frame.put((byte) (FIN | opcode));
    frame.put((byte) (MASKED | (large ? 127 : medium ? 126 : payload.length)));
    if (large) {
      frame.putLong(payload.length);
    } else if (medium) {
      frame.putShort((short) payload.length);
    }
    int mask = random.nextInt();
    frame.putInt(mask);
    byte[] bytes = frame.array();
    for (int i = 0; i < payload.length; i++) {
      bytes[head + 4 + i] = (byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3))));
    }
    return bytes;
  }

  static byte[] close(int code, RandomGenerator random) {
    byte[] payload = ByteBuffer.allocate(2).putShort((short) code).array();
    return frame(FrameReader.CLOSE, payload, random);
  }
}
