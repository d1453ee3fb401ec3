// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;

/**
 * What is said around hang-ups, transfers and key presses.
 *
 * @param goodbye before hanging up, if the model says nothing itself
 * @param transferring before a transfer, likewise
 * @param sendingKeys before keys are pressed, likewise
 * @param transferUnanswered when a transferred call returns
 */
public record CallActionPhrases(
    String goodbye,
    String transferring,
    String sendingKeys,
    @JsonProperty("nobodyAnswered") String transferUnanswered) {

  static final Setting<String> GOODBYE =
      Setting.text("goodbye", "Goodbye.")
          .meaning("Said before hanging up, if the model says nothing itself.")
          .reason("Another language or tone.");

  static final Setting<String> TRANSFERRING =
      Setting.text("transferring", "One moment, I am putting you through.")
          .meaning("Said before a transfer, if the model says nothing itself.")
          .reason("Another language or tone.");

  static final Setting<String> SENDING_KEYS =
      Setting.text("sendingKeys", "One moment.")
          .meaning("Said before keys are sent, if the model says nothing itself.")
          .reason("Another language or tone.");

  static final Setting<String> TRANSFER_FAILED =
      Setting.text(
              "transferFailed",
              "I am sorry, nobody can take your call at the moment." // wording: ok
                  + " Is there anything else I can do for you?")
          .meaning(
              "Said when a transferred call comes back unanswered, or Twilio"
                  + " rejects the transfer.")
          .reason("Another language or tone.");

  static CallActionPhrases from(Settings manners, TextNormalizer normalizer) {
    return new CallActionPhrases(
        normalizer.normalize(manners.get(GOODBYE)),
        normalizer.normalize(manners.get(TRANSFERRING)),
        normalizer.normalize(manners.get(SENDING_KEYS)),
        normalizer.normalize(manners.get(TRANSFER_FAILED)));
  }
}
