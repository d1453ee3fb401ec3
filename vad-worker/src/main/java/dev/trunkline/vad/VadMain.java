// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.runtime.service.ServiceMain;

/** The VAD worker as a process of its own. */
public final class VadMain {
  private VadMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(VadSettings.HEALTH_PORT, VadService::new);
  }
}
