// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.runtime.settings.Settings;

/**
 * Filler speech: what the assistant says when the model takes long to answer.
 *
 * @param text {@code FILLER}; empty for none
 * @param afterMs {@code FILLER_AFTER_MS}: how long a turn waits for the model's first words before
 *     it; 0 in the setting disables filler speech
 */
public record Filler(String text, long afterMs) {
  public static Filler from(Settings settings) {
    int afterMs = settings.integer("FILLER_AFTER_MS", 2_500, 0, 60_000);
    return new Filler(afterMs == 0 ? "" : settings.text("FILLER", "One moment, please."), afterMs);
  }

  boolean isEnabled() {
    return !text.isEmpty();
  }
}
