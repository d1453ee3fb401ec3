// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.service.ServiceMain;

/** Runs the TTS worker as a process of its own. */
public final class TtsMain {
  private TtsMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(TtsSettings.HEALTH_PORT, TtsService::new);
  }
}
