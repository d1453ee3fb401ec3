// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Reads WAV files of 16-bit mono samples at 16 kHz. */
final class Wav {
  private Wav() {}

  static short[] read(byte[] file) throws IOException {
    try (AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
      AudioFormat format = audio.getFormat();
      if (format.getSampleRate() != SynthesizedSpeech.SAMPLE_RATE
          || format.getChannels() != 1
          || format.getSampleSizeInBits() != 16) {
        throw new IOException("not 16-bit mono audio at 16 kHz but " + format);
      }
      return samples(audio.readAllBytes(), format.isBigEndian());
    } catch (UnsupportedAudioFileException e) {
      throw new IOException("not a WAV file", e);
    }
  }

  static short[] samples(byte[] bytes, boolean bigEndian) {
    var samples = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes)
        .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }
}
