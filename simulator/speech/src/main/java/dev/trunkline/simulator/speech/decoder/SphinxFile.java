// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A model file of CMU Sphinx ("s3" format): a text header up to {@code endhdr}, a byte-order mark,
 * integers that give the shape, then 32-bit floats.
 */
final class SphinxFile {
  private static final int BYTE_ORDER_MARK = 0x11223344;

  private final ByteBuffer data;

  private SphinxFile(ByteBuffer data) {
    this.data = data;
  }

  /** Reads the whole stream and closes it. */
  static SphinxFile read(InputStream in) throws IOException {
    byte[] bytes;
    try (in) {
      bytes = in.readAllBytes();
    }
    String start = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
    int end = start.indexOf("endhdr\n");
    if (!start.startsWith("s3") || end < 0) {
      throw new IOException("not a Sphinx model file");
    }
    ByteBuffer data = ByteBuffer.wrap(bytes);
    data.position(end + "endhdr\n".length());
    data.order(ByteOrder.LITTLE_ENDIAN);
    if (data.getInt() != BYTE_ORDER_MARK) {
      data.position(data.position() - Integer.BYTES);
      data.order(ByteOrder.BIG_ENDIAN);
      if (data.getInt() != BYTE_ORDER_MARK) {
        throw new IOException("a Sphinx model file without its byte-order mark");
      }
    }
    return new SphinxFile(data);
  }

  int integer() {
    return data.getInt();
  }

  float[] floats(int count) {
    var floats = new float[count];
    data.asFloatBuffer().get(floats);
    data.position(data.position() + count * Float.BYTES);
    return floats;
  }
}
