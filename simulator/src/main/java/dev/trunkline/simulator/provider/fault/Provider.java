package dev.trunkline.simulator.provider.fault;

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
