// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;
import java.util.Arrays;

/** What a clip becomes on its way: µ-law at 8 kHz, then 16 kHz again as the provider gets it. */
final class TelephoneLine {
  static final int FRAME = 320;

  private TelephoneLine() {}

  /** As the stt worker does it: half-band filter. */
  static short[] heard(Clip clip) {
    short[] narrow = decoded(clip.muLaw());
    var wide = new short[narrow.length * 2];
    HalfBand.up().up(narrow, narrow.length, wide);
    return wide;
  }

  /** As a simple converter does it. */
  static short[] heardLinearly(Clip clip) {
    short[] narrow = decoded(clip.muLaw());
    var wide = new short[narrow.length * 2];
    for (int i = 0; i < narrow.length; i++) {
      wide[2 * i] = narrow[i];
      wide[2 * i + 1] = (short) ((narrow[i] + narrow[Math.min(i + 1, narrow.length - 1)]) / 2);
    }
    return wide;
  }

  /** Gives audio to a session in frames of 20 ms. */
  static void play(RecognitionSession session, short[] pcm) {
    for (int at = 0; at < pcm.length; at += FRAME) {
      short[] frame = Arrays.copyOfRange(pcm, at, Math.min(at + FRAME, pcm.length));
      session.accept(frame, frame.length);
    }
  }

  static short[] silence(int ms) {
    return new short[ms * SynthesizedSpeech.SAMPLE_RATE / 1_000];
  }

  private static short[] decoded(byte[] codes) {
    var pcm = new short[codes.length];
    MuLaw.decode(codes, pcm);
    return pcm;
  }
}
