// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;

/** Runs the TTS worker as a process of its own. */
public final class TtsMain {
  private static final int HEALTH_PORT = 8084;

  private TtsMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), HEALTH_PORT, TtsService::new);
  }
}
