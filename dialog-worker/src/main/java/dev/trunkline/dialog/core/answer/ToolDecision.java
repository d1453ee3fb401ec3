// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.ReplyEvent.NextStep;
import org.jspecify.annotations.Nullable;

/** What follows from a tool call of the model. */
sealed interface ToolDecision {

  /**
   * Make the HTTP request of the tool.
   *
   * @param sayWhile spoken while the request runs, null for nothing
   * @param safe true if repeating the request is harmless
   */
  record SendRequest(@Nullable String sayWhile, boolean safe) implements ToolDecision {}

  /**
   * Act on the call once this turn has been heard: hang up, transfer, send keys.
   *
   * @param announcement spoken before, if the model has said nothing itself
   */
  record ActOnCall(NextStep step, String announcement) implements ToolDecision {}

  /**
   * The tool call is invalid.
   *
   * @param reason for the model
   */
  record Reject(String reason) implements ToolDecision {}
}
