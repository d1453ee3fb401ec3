package dev.trunkline.dialog;

import dev.trunkline.common.config.Settings;
import dev.trunkline.common.service.ServiceMain;

/** Runs the dialog worker alone. */
public final class DialogMain {
  private static final int HEALTH_PORT = 8083;

  private DialogMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), HEALTH_PORT, DialogService::new);
  }
}
