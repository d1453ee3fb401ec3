// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/**
 * Converts one context's audio to µ-law at 8 kHz. A message may end in the middle of a 16-bit
 * sample: the odd byte is kept for the next message.
 */
final class MuLawConverter {
  private final OutputFormat format;
  private final HalfBand halfBand = HalfBand.down();
  private byte[] odd = {};

  MuLawConverter(OutputFormat format) {
    this.format = format;
  }

  byte[] convert(byte[] audio) {
    return switch (format) {
      case ULAW_8000 -> audio;
      case PCM_8000 -> {
        short[] samples = samples(audio);
        yield encode(samples, samples.length);
      }
      case PCM_16000 -> {
        short[] samples = samples(audio);
        var halved = new short[samples.length / 2 + 1];
        yield encode(halved, halfBand.down(samples, samples.length, halved));
      }
    };
  }

  private short[] samples(byte[] audio) {
    byte[] bytes = Arrays.copyOf(odd, odd.length + audio.length);
    System.arraycopy(audio, 0, bytes, odd.length, audio.length);
    var samples = new short[bytes.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
    }
    odd = Arrays.copyOfRange(bytes, samples.length * 2, bytes.length);
    return samples;
  }

  private static byte[] encode(short[] samples, int length) {
    var codes = new byte[length];
    MuLaw.encode(samples, length, codes);
    return codes;
  }
}
