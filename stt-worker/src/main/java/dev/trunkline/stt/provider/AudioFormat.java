// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import java.util.Locale;

/** In what form Scribe gets the caller's audio, named as its {@code audio_format} names it. */
public enum AudioFormat {
  /** 16-bit little-endian mono at 16 kHz, made from the telephone's µ-law. */
  PCM_16000(16_000),
  /** The telephone's own µ-law, as it came. */
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
