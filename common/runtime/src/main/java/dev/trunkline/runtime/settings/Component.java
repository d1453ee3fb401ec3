// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.settings;

import java.util.Locale;

/** What reads settings. */
public enum Component {
  GATEWAY,
  VAD_WORKER,
  STT_WORKER,
  DIALOG_WORKER,
  TTS_WORKER,
  /** The broker of {@code ./trunkline run} and {@code ./trunkline broker}. */
  BROKER,
  SIMULATOR;

  /** As the service calls itself: {@code vad-worker}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
