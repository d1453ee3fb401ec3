// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.runtime.settings.Settings;

/**
 * What is said when the model takes long, so that the caller knows that somebody is there.
 *
 * @param text empty for nothing ({@code FILLER})
 * @param afterMs how long a turn waits for the model's first words before ({@code FILLER_AFTER_MS};
 *     0 there: nothing is said)
 */
record Filler(String text, long afterMs) {
  static Filler from(Settings settings) {
    int afterMs = settings.integer("FILLER_AFTER_MS", 2_500, 0, 60_000);
    return new Filler(afterMs == 0 ? "" : settings.text("FILLER", "One moment, please."), afterMs);
  }
}
