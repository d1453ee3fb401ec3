// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;

/** Runs the STT worker as a process of its own. */
public final class SttMain {
  private static final int HEALTH_PORT = 8082;

  private SttMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), HEALTH_PORT, SttService::new);
  }
}
