// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.runtime.settings.Settings;

/**
 * How calls are recorded and listened to.
 *
 * @param keepSound {@code TELEPHONE_RECORD} (true): keep both sides' sound. Off saves 16 kB a
 *     second and call under load; stretches and events are kept all the same
 * @param maxMs {@code TELEPHONE_RECORD_MAX_MS} (30 minutes): sound after it is not kept
 * @param audibleRms {@code TELEPHONE_AUDIBLE_RMS} (200, about −44 dBFS): what counts as sound
 * @param gapMs {@code TELEPHONE_GAP_MS} (300): a shorter silence does not part two stretches;
 *     between words there is less, between an interrupted answer and the next one more
 */
public record RecordSettings(boolean keepSound, int maxMs, int audibleRms, int gapMs) {
  /** Reads them. */
  public static RecordSettings from(Settings settings) {
    return new RecordSettings(
        settings.flag("TELEPHONE_RECORD", true),
        settings.integer("TELEPHONE_RECORD_MAX_MS", 1_800_000, 1_000, 14_400_000),
        settings.integer("TELEPHONE_AUDIBLE_RMS", 200, 1, 32_000),
        settings.integer("TELEPHONE_GAP_MS", 300, 20, 10_000));
  }
}
