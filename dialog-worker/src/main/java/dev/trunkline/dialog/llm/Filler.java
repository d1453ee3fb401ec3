package dev.trunkline.dialog.llm;

import dev.trunkline.common.config.Settings;

/**
 * What is said when the model takes long, so that the caller knows that somebody is there.
 *
 * @param text empty for nothing ({@code FILLER})
 * @param afterMs how long a turn waits for the model's first words before ({@code FILLER_AFTER_MS})
 */
record Filler(String text, long afterMs) {
  static Filler from(Settings settings) {
    return new Filler(
        settings.text("FILLER", "One moment, please."),
        settings.integer("FILLER_AFTER_MS", 2_500, 100, 60_000));
  }
}
