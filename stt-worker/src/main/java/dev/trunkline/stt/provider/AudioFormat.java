// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import java.util.Locale;

/** The encoding of the caller's audio for Scribe, by the names of its {@code audio_format}. */
public enum AudioFormat {
  /** 16-bit little-endian mono at 16 kHz, resampled from the telephone's µ-law. */
  PCM_16000(16_000),
  /** The telephone's own µ-law, unchanged. */
  ULAW_8000(8_000);

  private final int sampleRate;

  AudioFormat(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  int sampleRate() {
    return sampleRate;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
