// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.FailureCategory;

/**
 * Why the model gave no complete answer.
 *
 * @param detail for the log: status, type and code, never the conversation
 * @param retryAfterMs the delay that the provider requests, 0 if it names none
 */
public record ChatFailure(FailureCategory category, String detail, long retryAfterMs) {
  public ChatFailure(FailureCategory category, String detail) {
    this(category, detail, 0);
  }
}
