// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.speakable.TextNormalizer;
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

  static CallActionPhrases from(Settings settings, TextNormalizer normalizer) {
    return new CallActionPhrases(
        normalizer.normalize(settings.text("GOODBYE", "Goodbye.")),
        normalizer.normalize(
            settings.text("TRANSFERRING", "One moment, I am putting you through.")),
        normalizer.normalize(settings.text("SENDING_KEYS", "One moment.")),
        normalizer.normalize(
            settings.text(
                "NOBODY_ANSWERED",
                "I am sorry, nobody can take your call at the moment." // wording: ok
                    + " Is there anything else I can do for you?")));
  }
}
