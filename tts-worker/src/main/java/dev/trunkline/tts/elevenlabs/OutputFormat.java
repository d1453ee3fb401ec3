// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import java.util.Locale;

/** The audio formats that telephone audio can be had from. */
public enum OutputFormat {
  /** What the telephone speaks: nothing is changed on the way. */
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
