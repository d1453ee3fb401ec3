// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.audio.HalfBand;
import dev.trunkline.events.audio.MuLaw;

/**
 * Encodes the telephone's µ-law as the messages of one session. Keeps the resampler's state, so one
 * for each session. Not thread-safe.
 */
final class AudioChunkEncoder {
  private final AudioFormat format;
  private final HalfBand resampler = HalfBand.up();
  private short[] narrow = new short[0];
  private short[] wide = new short[0];

  AudioChunkEncoder(AudioFormat format) {
    this.format = format;
  }

  /** The message that carries {@code ulaw}. */
  String audio(byte[] ulaw) {
    return switch (format) {
      case ULAW_8000 -> ScribeMessages.audio(ulaw, format.sampleRate());
      case PCM_16000 -> ScribeMessages.audio(pcm(ulaw), format.sampleRate());
    };
  }

  /** The message that ends a segment. */
  String commit() {
    return ScribeMessages.commit(format.sampleRate());
  }

  private byte[] pcm(byte[] ulaw) {
    if (narrow.length < ulaw.length) {
      narrow = new short[ulaw.length];
      wide = new short[2 * ulaw.length];
    }
    MuLaw.decode(ulaw, narrow);
    resampler.up(narrow, ulaw.length, wide);
    byte[] bytes = new byte[4 * ulaw.length];
    for (int i = 0; i < 2 * ulaw.length; i++) {
      bytes[2 * i] = (byte) wide[i];
      bytes[2 * i + 1] = (byte) (wide[i] >> 8);
    }
    return bytes;
  }
}
