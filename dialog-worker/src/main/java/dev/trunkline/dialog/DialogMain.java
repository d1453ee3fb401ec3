// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog;

import dev.trunkline.runtime.service.ServiceMain;
import dev.trunkline.runtime.settings.Settings;

/** Runs the dialog worker alone. */
public final class DialogMain {
  private static final int HEALTH_PORT = 8083;

  private DialogMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(Settings.ofEnvironment(), HEALTH_PORT, DialogService::new);
  }
}
