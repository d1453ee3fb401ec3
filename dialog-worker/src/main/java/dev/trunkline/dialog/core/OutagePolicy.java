// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Optional;

/**
 * When repeated provider failures end a call.
 *
 * @param maxFailedTurns consecutive failed turns after which a provider counts as down
 * @param apology said then, before the transfer or the goodbye
 * @param transferTo telephone number the caller is transferred to, "" to hang up instead
 */
public record OutagePolicy(
    @JsonProperty("failedTurns") int maxFailedTurns, String apology, String transferTo) {
  private static final String NUMBER = "\\+[1-9]\\d{5,14}";

  /** How long the telephone at {@code transferTo} may ring. */
  static final int RING_SECONDS = 30;

  /** For settings recorded by a release without it. */
  static final OutagePolicy NEVER = new OutagePolicy(Integer.MAX_VALUE, "", "");

  static OutagePolicy from(Settings settings, TextNormalizer normalizer) {
    Optional<String> number = settings.text("FAILURE_TRANSFER_NUMBER");
    if (number.filter(n -> !n.matches(NUMBER)).isPresent()) {
      throw new InvalidSetting(
          "FAILURE_TRANSFER_NUMBER",
          "is not a telephone number",
          "use a form such as +15551234567");
    }
    return new OutagePolicy(
        settings.integer("FAILED_TURNS", 3, 1, 100),
        normalizer.normalize(
            settings.text(
                "FAILURE_APOLOGY",
                "I am sorry, there is a technical problem and I can not help you at the moment.")),
        number.orElse(""));
  }

  /** True if the caller is to be transferred now; once, as the transfer may go unanswered. */
  boolean transfers(int failed) {
    return !transferTo.isEmpty() && failed == maxFailedTurns;
  }
}
