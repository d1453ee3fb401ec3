package dev.trunkline.vad;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.ServiceMain;

/** The VAD worker as a process of its own. */
public final class VadMain {
  private static final int DEFAULT_PORT = 8081;

  private VadMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), DEFAULT_PORT, VadService::new);
  }
}
