// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Settings;

/**
 * What is said around the things that are done with a call.
 *
 * @param goodbye before hanging up, if the model says nothing itself
 * @param transferring before the caller is connected with somebody else, likewise
 * @param sendingKeys before keys are pressed, likewise
 * @param nobodyAnswered when a transferred call comes back
 */
public record Partings(
    String goodbye, String transferring, String sendingKeys, String nobodyAnswered) {

  static Partings from(Settings settings, TextNormalizer speakable) {
    return new Partings(
        speakable.normalize(settings.text("GOODBYE", "Goodbye.")),
        speakable.normalize(settings.text("TRANSFERRING", "One moment, I am putting you through.")),
        speakable.normalize(settings.text("SENDING_KEYS", "One moment.")),
        speakable.normalize(
            settings.text(
                "NOBODY_ANSWERED",
                "I am sorry, nobody can take your call at the moment. Is there anything else I can"
                    + " do for you?")));
  }
}
