// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;

/** How calls are recorded and listened to. */
public record RecordSettings(boolean keepSound, int maxMs, int audibleRms, int gapMs) {

  static final Setting<Boolean> RECORD =
      Setting.flag("SIM_TELEPHONE_RECORD", true)
          .meaning(
              "Whether both sides' sound is kept. Off saves 16 kB a second and"
                  + " call under load; stretches and events are kept all the same.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> RECORD_MAX_MS =
      Setting.integer("SIM_TELEPHONE_RECORD_MAX_MS", 1_800_000, 1_000, 14_400_000)
          .meaning("Recorded sound of a call; the rest is not kept.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> AUDIBLE_RMS =
      Setting.integer("SIM_TELEPHONE_AUDIBLE_RMS", 200, 1, 32_000)
          .meaning("Level that counts as sound; the default is about −44 dBFS.")
          .readBy(Component.SIMULATOR);

  static final Setting<Integer> GAP_MS =
      Setting.integer("SIM_TELEPHONE_GAP_MS", 300, 20, 10_000)
          .meaning("A shorter silence does not separate two stretches of sound.")
          .readBy(Component.SIMULATOR);

  /** Reads the settings. */
  public static RecordSettings from(Settings settings) {
    return new RecordSettings(
        settings.get(RECORD),
        settings.get(RECORD_MAX_MS),
        settings.get(AUDIBLE_RMS),
        settings.get(GAP_MS));
  }
}
