// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.service.ServiceMain;

/** Runs the STT worker as a process of its own. */
public final class SttMain {
  private SttMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(SttSettings.HEALTH_PORT, SttService::new);
  }
}
