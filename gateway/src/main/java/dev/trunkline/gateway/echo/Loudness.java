// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.echo;

import dev.trunkline.events.audio.MuLaw;

/** Root mean square of µ-law, in 16-bit samples. */
public final class Loudness {
  private Loudness() {}

  public static double of(byte[] ulaw) {
    return of(ulaw, 0, ulaw.length);
  }

  /** That of the bytes from {@code from} up to, not including, {@code to}. */
  public static double of(byte[] ulaw, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double sample = MuLaw.decode(ulaw[i]);
      sum += sample * sample;
    }
    return to == from ? 0 : Math.sqrt(sum / (to - from));
  }
}
