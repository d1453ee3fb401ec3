package dev.trunkline.simulator;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.ServiceMain;

/** The simulated providers alone. */
public final class SimulatorMain {
  private SimulatorMain() {}

  /** Runs until SIGTERM. */
  public static void main(String[] args) {
    Settings settings = Settings.ofEnvironment();
    ServiceMain.runOutsider(meters -> new SimulatorService(settings, meters));
  }
}
