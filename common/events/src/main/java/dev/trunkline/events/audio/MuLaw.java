// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.audio;

/**
 * G.711 µ-law, equal to ITU-T G.191's reference for all 65,536 samples. (The JDK's own encoder
 * wraps to silence for samples at or above 32,636.)
 */
public final class MuLaw {
  /** The code of silence; a buffer of zeros would be full-scale noise. */
  public static final byte SILENCE = (byte) 0xFF;

  /** Bytes, and samples, of one millisecond. */
  public static final int PER_MS = 8;

  private static final short[] LINEAR = new short[256];
  private static final byte[] CODES = new byte[1 << 14];

  static {
    for (int code = 0; code < LINEAR.length; code++) {
      LINEAR[code] = expand(code);
    }
    for (int high = 0; high < CODES.length; high++) {
      CODES[high] = compress((short) (high << 2));
    }
  }

  private MuLaw() {}

  /** The 16-bit sample of one code. */
  public static short decode(byte code) {
    return LINEAR[code & 0xFF];
  }

  /** The code of one 16-bit sample. */
  public static byte encode(short sample) {
    return CODES[(sample & 0xFFFF) >> 2];
  }

  /** Decodes {@code codes} into the first {@code codes.length} elements of {@code samples}. */
  public static void decode(byte[] codes, short[] samples) {
    for (int i = 0; i < codes.length; i++) {
      samples[i] = LINEAR[codes[i] & 0xFF];
    }
  }

  /** Encodes {@code length} samples into the first elements of {@code codes}. */
  public static void encode(short[] samples, int length, byte[] codes) {
    for (int i = 0; i < length; i++) {
      codes[i] = CODES[(samples[i] & 0xFFFF) >> 2];
    }
  }

  private static short expand(int code) {
    int bits = ~code & 0xFF;
    int exponent = (bits >> 4) & 7;
    int magnitude = ((((bits & 15) << 3) + 0x84) << exponent) - 0x84;
    return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
  }

  /** G.191: 14 bits, negative numbers in one's complement, so two samples share each decision. */
  private static byte compress(short sample) {
    int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
    int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 5;
    int mantissa = (magnitude >> (exponent + 1)) & 15;
    int bits = (exponent << 4) | mantissa;
    return (byte) ((~bits & 0x7F) | (sample < 0 ? 0 : 0x80));
  }
}
