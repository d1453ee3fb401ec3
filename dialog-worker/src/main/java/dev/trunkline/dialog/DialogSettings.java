// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog;

import static dev.trunkline.runtime.settings.Component.DIALOG_WORKER;

import dev.trunkline.runtime.settings.Setting;

/** The process's own setting; what its parts read is declared by them. */
final class DialogSettings {
  static final Setting<Integer> HEALTH_PORT =
      Setting.integer("DIALOG_HEALTH_PORT", 8083, 0, 65_535)
          .meaning("Port of the dialog worker's `/health` and `/metrics`.")
          .reason("Two workers on one machine, or the port is taken.")
          .readBy(DIALOG_WORKER);

  private DialogSettings() {}
}
