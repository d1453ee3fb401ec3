// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import java.util.Locale;

/** Whom trouble can strike. */
public enum Provider {
  SCRIBE,
  TTS,
  CHAT;

  /** Its name in paths and in the journal. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
