// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.dialog.speakable.TextNormalizer;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import java.util.Objects;

/**
 * What the caller hears while speech recognition is down, and when repeated provider failures end a
 * call.
 *
 * @param maxFailedTurns consecutive failed turns after which a provider counts as down
 * @param apology said then, before the transfer or the goodbye
 * @param transferTo telephone number the caller is transferred to, "" to hang up instead
 * @param cover said while words are not transcribed in time, "" for nothing
 * @param coverAfterMs how long both sides have been silent by then
 */
public record OutagePolicy(
    @JsonProperty("failedTurns") int maxFailedTurns,
    String apology,
    String transferTo,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String cover,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long coverAfterMs) {
  private static final String NUMBER = "\\+[1-9]\\d{5,14}";

  /** How long the telephone at {@code transferTo} may ring. */
  static final int RING_SECONDS = 30;

  /** For settings recorded by a release without it. */
  static final OutagePolicy NEVER = new OutagePolicy(Integer.MAX_VALUE, "", "", "", 0);

  static final Setting<Integer> FAILED_TURNS =
      Setting.integer("failedTurns", 3, 1, 100)
          .meaning(
              "Failed turns in a row after which `failureApology` is said and the"
                  + " call transferred or ended.")
          .reason("Callers' patience.");

  static final Setting<String> APOLOGY =
      Setting.text(
              "failureApology",
              "I am sorry, there is a technical problem and I can not help you at the moment.")
          .meaning("Said after `failedTurns` failures, before the transfer or the end.")
          .reason("Another language or tone.");

  static final Setting<String> TRANSFER_NUMBER =
      Setting.matching("failureTransferNumber", NUMBER, "number", "use a form such as +15551234567")
          .meaning(
              "Telephone number that the call is transferred to after `failedTurns` failures,"
                  + " instead of ending it.")
          .reason("A person can take the call.");

  /** The file's {@code outage.afterMs}. */
  static final Setting<Integer> COVER_AFTER_MS = Setting.integer("coverAfterMs", 2_000, 0, 60_000);

  public OutagePolicy {
    // Absent from records that an early release wrote.
    cover = Objects.requireNonNullElse(cover, "");
  }

  static OutagePolicy from(Settings manners, TextNormalizer normalizer) {
    int coverAfterMs = manners.get(COVER_AFTER_MS);
    return new OutagePolicy(
        manners.get(FAILED_TURNS),
        normalizer.normalize(manners.get(APOLOGY)),
        manners.find(TRANSFER_NUMBER).orElse(""),
        coverAfterMs == 0 ? "" : normalizer.normalize(manners.get(AnswerRules.FILLER)),
        coverAfterMs);
  }

  /** True if the caller is to be transferred now; once, as the transfer may go unanswered. */
  boolean transfers(int failed) {
    return !transferTo.isEmpty() && failed == maxFailedTurns;
  }
}
