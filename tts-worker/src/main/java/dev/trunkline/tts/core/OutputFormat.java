// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.util.Locale;

/** The provider's audio formats that can be converted to telephone audio. */
public enum OutputFormat {
  /** The telephone's own format: nothing is converted. */
  ULAW_8000,
  /** 16-bit little-endian samples at the telephone's rate. */
  PCM_8000,
  /** 16-bit little-endian samples at twice the telephone's rate. */
  PCM_16000;

  /** The format's name in ElevenLabs' {@code output_format}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
