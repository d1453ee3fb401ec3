// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/**
 * Removes the silence that voices begin with (flite 250 ms), which the caller would perceive as
 * delay. A little is kept, so that a soft consonant before the first loud sample survives. The
 * result does not depend on how the provider splits its messages.
 */
final class LeadingSilenceTrimmer {
  /** A sample above this peak is audible: −44 dB of full scale. */
  private static final int AUDIBLE = 200;

  private final int keptSamples;
  private byte[] held = {};
  private long received;
  private long droppedBeforeSound;
  private boolean soundFound;

  /**
   * @param keptMs how much silence stays before the first audible sample
   */
  LeadingSilenceTrimmer(int keptMs) {
    keptSamples = keptMs * MuLaw.PER_MS;
  }

  /** Takes the audio of the next message and returns what to publish of the audio so far. */
  byte[] trim(byte[] ulaw) {
    received += ulaw.length;
    if (soundFound) {
      return ulaw;
    }
    byte[] all = Arrays.copyOf(held, held.length + ulaw.length);
    System.arraycopy(ulaw, 0, all, held.length, ulaw.length);
    int sound = firstAudible(all, held.length);
    soundFound = sound < all.length;
    int from = Math.max(0, sound - keptSamples);
    if (soundFound) {
      droppedBeforeSound = received - (all.length - from);
      held = new byte[0];
      return Arrays.copyOfRange(all, from, all.length);
    }
    held = Arrays.copyOfRange(all, from, all.length);
    return new byte[0];
  }

  /** How many samples were removed; all that came, as long as none was audible. */
  long dropped() {
    return soundFound ? droppedBeforeSound : received;
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
