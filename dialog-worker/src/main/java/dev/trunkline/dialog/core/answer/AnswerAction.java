// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.TurnEvent.ToolReturned;
import org.jspecify.annotations.Nullable;

/** What must be done for an answer, in order. */
public sealed interface AnswerAction {
  /** Request a response from the model. */
  record RequestModel(ChatPrompt prompt) implements AnswerAction {}

  /**
   * Give {@link AnswerInput.RetryDue} after the back-off delay.
   *
   * @param attempt the number of the failed attempt, from 1
   */
  record RetryModel(int attempt, ChatFailure failure) implements AnswerAction {}

  /** Give {@link AnswerInput.FillerDue} after {@code delayMs}. */
  record StartFillerTimer(long delayMs) implements AnswerAction {}

  /**
   * Give {@link AnswerInput.EarlierToolsOverdue} after {@code maxMs}. Tools of earlier turns are in
   * progress.
   */
  record AwaitEarlierTools(long maxMs) implements AnswerAction {}

  /** Give {@link AnswerInput.PendingDue} after {@code delayMs}. */
  record StartPendingTimer(long delayMs) implements AnswerAction {}

  /** Write to {@code replies}. */
  record WriteReply(ReplyEvent event) implements AnswerAction {}

  /** Write to {@code turns}, and remember it in case the turn runs again. */
  record WriteToolResult(ToolReturned result) implements AnswerAction {}

  /** Run a tool; give {@link AnswerInput.ToolFinished} when it returns. */
  record RunTool(ToolInvocation invocation) implements AnswerAction {}

  /** Cancel the model's response; the turn was interrupted. */
  record AbortModel() implements AnswerAction {}

  /**
   * The answer has ended.
   *
   * @param failure null if it is complete
   */
  record EndAnswer(@Nullable FailureCategory failure) implements AnswerAction {}

  /** The turn's record is finished: its offset may be committed. At most once per turn. */
  record ReleaseRecord() implements AnswerAction {}

  /** The turn's first token arrived. */
  record ReportFirstToken() implements AnswerAction {}

  /** The model failed and the request is not retried. */
  record ReportFailedAnswer(ChatFailure failure) implements AnswerAction {}

  /** The model's response ended at the token limit; half a sentence of it may be dropped. */
  record ReportTruncatedResponse() implements AnswerAction {}

  /** The model requested an action on the call. */
  record ReportCallAction(String tool) implements AnswerAction {}

  /** The model requested a tool call that is not possible. */
  record ReportRejectedToolCall(String tool, String reason) implements AnswerAction {}

  /** The model repeated a tool call whose answer the caller has not heard; it is not sent again. */
  record ReportRepeatedToolCall(String tool) implements AnswerAction {}

  /** The model requested tools in more rounds than allowed. */
  record ReportTooManyToolRounds(int maxToolRounds) implements AnswerAction {}
}
