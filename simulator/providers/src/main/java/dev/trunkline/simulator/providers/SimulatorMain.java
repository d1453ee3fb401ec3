// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.service.ServiceMain;

/** The simulated providers alone. */
public final class SimulatorMain {
  private SimulatorMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    ServiceMain.runWithoutKafka(SimulatorService::new);
  }
}
