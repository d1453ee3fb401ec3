// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;

/** The simulated providers alone. */
public final class SimulatorMain {
  private SimulatorMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    Settings settings = Settings.ofEnvironment();
    ServiceMain.runWithoutKafka(meters -> new SimulatorService(settings, meters));
  }
}
