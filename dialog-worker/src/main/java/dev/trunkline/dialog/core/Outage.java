// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Optional;

/**
 * What is done with a call that providers fail again and again.
 *
 * @param failedTurns so many turns in a row that came to nothing mean that a provider is down
 * @param apology what is said then, before the caller is connected with somebody else or told
 *     goodbye
 * @param transferTo the number of somebody else, "" for nobody
 */
public record Outage(int failedTurns, String apology, String transferTo) {
  private static final String NUMBER = "\\+[1-9]\\d{5,14}";

  /** How long the other telephone may ring. */
  static final int RING_SECONDS = 30;

  /** Of a release that knew of none. */
  static final Outage NEVER = new Outage(Integer.MAX_VALUE, "", "");

  static Outage from(Settings settings, TextNormalizer speakable) {
    Optional<String> number = settings.text("FAILURE_TRANSFER_NUMBER");
    if (number.filter(n -> !n.matches(NUMBER)).isPresent()) {
      throw new InvalidSetting(
          "FAILURE_TRANSFER_NUMBER", "is no telephone number", "use a form such as +15551234567");
    }
    return new Outage(
        settings.integer("FAILED_TURNS", 3, 1, 100),
        speakable.normalize(
            settings.text(
                "FAILURE_APOLOGY",
                "I am sorry, there is a technical problem and I can not help you at the moment.")),
        number.orElse(""));
  }

  /** True if the caller is to be connected now; once, for nobody may answer. */
  boolean transfers(int failed) {
    return !transferTo.isEmpty() && failed == failedTurns;
  }
}
