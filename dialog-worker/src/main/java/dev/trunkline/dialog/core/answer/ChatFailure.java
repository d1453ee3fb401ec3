// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.FailureCategory;

/**
 * Why the model gave no complete answer.
 *
 * @param detail for the log: status, type and code, never the conversation
 * @param retryAfterMs the delay that the provider requests, 0 if it names none
 * @param refused true if the provider does not want to answer these words; another request with
 *     them would fail as well
 */
public record ChatFailure(
    FailureCategory category, String detail, long retryAfterMs, boolean refused) {
  public ChatFailure(FailureCategory category, String detail) {
    this(category, detail, 0);
  }

  public ChatFailure(FailureCategory category, String detail, long retryAfterMs) {
    this(category, detail, retryAfterMs, false);
  }

  /** The provider's content filter refused the words. */
  public static ChatFailure refused(String detail) {
    return new ChatFailure(FailureCategory.INVALID_REQUEST, detail, 0, true);
  }
}
