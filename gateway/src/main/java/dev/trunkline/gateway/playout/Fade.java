// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/** Fades audio in and out without a click: a raised cosine over {@link #MS} ms of µ-law. */
final class Fade {
  static final int MS = 10;
  private static final int LENGTH = MS * MuLaw.PER_MS;

  private Fade() {}

  /** {@code ulaw}, faded in. */
  static byte[] in(byte[] ulaw) {
    byte[] faded = ulaw.clone();
    int length = Math.min(LENGTH, faded.length);
    for (int i = 0; i < length; i++) {
      faded[i] = scaled(ulaw[i], gain(i, length));
    }
    return faded;
  }

  /** The fade-out of {@code ulaw} if it stops at byte {@code from}; may be empty. */
  static byte[] out(byte[] ulaw, int from) {
    byte[] tail = Arrays.copyOfRange(ulaw, from, Math.min(ulaw.length, from + LENGTH));
    for (int i = 0; i < tail.length; i++) {
      tail[i] = scaled(tail[i], gain(tail.length - 1 - i, tail.length));
    }
    return tail;
  }

  /** From 0 to 1 over {@code length} samples. */
  private static double gain(int index, int length) {
    return (1 - Math.cos(Math.PI * (index + 0.5) / length)) / 2;
  }

  private static byte scaled(byte code, double gain) {
    return MuLaw.encode((short) Math.round(MuLaw.decode(code) * gain));
  }
}
