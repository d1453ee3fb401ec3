// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.gateway.echo.Loudness;

/** The silence that a chunk of speech begins with. */
final class LeadingSilence {
  /** −65 dBFS: the noise of µ-law's smallest steps is below it. */
  private static final double AUDIBLE_AMPLITUDE = 18.4;

  private static final int BLOCK = 2 * MuLaw.PER_MS;

  /** Audible blocks in a row that are a sound, not a click. */
  private static final int RUN = 5;

  private LeadingSilence() {}

  /** Milliseconds before the first audible sound; the length of {@code ulaw} if there is none. */
  static int ms(byte[] ulaw) {
    int run = 0;
    for (int at = 0; at + BLOCK <= ulaw.length; at += BLOCK) {
      run = Loudness.of(ulaw, at, at + BLOCK) > AUDIBLE_AMPLITUDE ? run + 1 : 0;
      if (run == RUN) {
        return (at - (RUN - 1) * BLOCK) / MuLaw.PER_MS;
      }
    }
    return run > 0 ? (ulaw.length - run * BLOCK) / MuLaw.PER_MS : ulaw.length / MuLaw.PER_MS;
  }
}
