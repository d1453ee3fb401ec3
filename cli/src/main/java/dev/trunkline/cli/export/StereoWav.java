// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Two voices as a WAV file, 8 kHz, 16 bits. */
final class StereoWav {
  private static final AudioFormat FORMAT = new AudioFormat(8_000, 16, 2, true, false);

  private StereoWav() {}

  /** Both sides are equally long. */
  static void write(short[] left, short[] right, Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(left.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < left.length; i++) {
      bytes.putShort(left[i]).putShort(right[i]);
    }
    try (var in = new ByteArrayInputStream(bytes.array());
        var audio = new AudioInputStream(in, FORMAT, left.length)) {
      AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }
}
