// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;

/**
 * A caller's sentence, recorded.
 *
 * @param name the file's name without its ending
 * @param voice who speaks
 * @param text what is said
 * @param pcm16k 16 kHz mono samples; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Clip(String name, String voice, String text, short[] pcm16k) {
  /** The clip as a telephone sends it: 8 kHz µ-law. Always the same bytes. */
  public byte[] muLaw() {
    var narrow = new short[pcm16k.length / 2 + 1];
    int length = HalfBand.down().down(pcm16k, pcm16k.length, narrow);
    var codes = new byte[length];
    MuLaw.encode(narrow, length, codes);
    return codes;
  }
}
