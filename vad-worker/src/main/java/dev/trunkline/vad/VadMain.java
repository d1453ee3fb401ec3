// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;

/** The VAD worker as a process of its own. */
public final class VadMain {
  private static final int DEFAULT_PORT = 8081;

  private VadMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), DEFAULT_PORT, VadService::new);
  }
}
