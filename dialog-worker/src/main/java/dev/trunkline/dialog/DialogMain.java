// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog;

import dev.trunkline.runtime.service.ServiceMain;

/** Runs the dialog worker alone. */
public final class DialogMain {
  private DialogMain() {}

  public static void main(String[] args) {
    ServiceMain.runWorker(DialogSettings.HEALTH_PORT, DialogService::new);
  }
}
