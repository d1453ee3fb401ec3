// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;

/**
 * How an assistant's answers are obtained from the model.
 *
 * @param filler said while the model takes long, so that the caller knows the call is alive; empty
 *     for nothing
 * @param fillerAfterMs how long a turn waits for the model's first words before
 * @param toolRounds how often the model may request tools in one answer
 */
public record AnswerRules(String filler, long fillerAfterMs, int toolRounds) {
  static final Setting<String> FILLER =
      Setting.text("filler", "One moment, please.")
          .meaning("Said when the model has no words after `fillerAfterMs`.")
          .reason("Another language or tone.");

  static final Setting<Integer> FILLER_AFTER_MS =
      Setting.integer("fillerAfterMs", 2_500, 0, 60_000)
          .meaning("Time to the model's first words until `filler` is said. 0: never.")
          .reason("A slow model or slow tools.");

  static final Setting<Integer> TOOL_ROUNDS =
      Setting.integer("toolRounds", 5, 1, 20)
          .meaning("How often the model may request tools in one answer.")
          .reason("Tasks of many steps.");

  /** As the keys of the assistants file say. */
  public static AnswerRules from(Settings manners) {
    int afterMs = manners.get(FILLER_AFTER_MS);
    return new AnswerRules(
        afterMs == 0 ? "" : manners.get(FILLER), afterMs, manners.get(TOOL_ROUNDS));
  }
}
