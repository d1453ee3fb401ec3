// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/**
 * Takes away the silence that voices begin with (flite 250 ms), which the caller would hear as
 * thinking. Some is kept, so that a soft consonant before the first loud sample is not lost. What
 * is taken away does not depend on how the provider cuts its messages.
 */
final class LeadIn {
  /** The peak of a sample that is no silence: −44 dB of full scale. */
  private static final int AUDIBLE = 200;

  private final int keep;
  private byte[] held = {};
  private long received;
  private long droppedBeforeSound;
  private boolean over;

  /**
   * @param keepMs how much silence may stay before the first audible sample
   */
  LeadIn(int keepMs) {
    keep = keepMs * MuLaw.PER_MS;
  }

  /** What is left of the next message. */
  byte[] trim(byte[] ulaw) {
    received += ulaw.length;
    if (over) {
      return ulaw;
    }
    byte[] all = Arrays.copyOf(held, held.length + ulaw.length);
    System.arraycopy(ulaw, 0, all, held.length, ulaw.length);
    int sound = firstAudible(all, held.length);
    over = sound < all.length;
    int from = Math.max(0, sound - keep);
    if (over) {
      droppedBeforeSound = received - (all.length - from);
      held = new byte[0];
      return Arrays.copyOfRange(all, from, all.length);
    }
    held = Arrays.copyOfRange(all, from, all.length);
    return new byte[0];
  }

  /** How much has been taken away of all that came; all of it while there was no sound. */
  long dropped() {
    return over ? droppedBeforeSound : received;
  }

  private static int firstAudible(byte[] ulaw, int from) {
    for (int i = from; i < ulaw.length; i++) {
      if (Math.abs(MuLaw.decode(ulaw[i])) > AUDIBLE) {
        return i;
      }
    }
    return ulaw.length;
  }
}
