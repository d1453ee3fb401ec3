// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.List;

/** What happens to an answer. */
public sealed interface AnswerInput {
  /**
   * The turn begins, or resumes where another worker stopped.
   *
   * @param toolResults what tools returned to that worker, in order
   * @param segments what that worker has written, from the first segment on
   * @param running tools in progress that earlier turns of the call have called
   * @param earlier what such tools have returned since the turn was requested
   */
  record Started(
      List<ToolReturned> toolResults,
      List<String> segments,
      List<ToolCall> running,
      List<ToolReturned> earlier)
      implements AnswerInput {
    /** No earlier turn has called a tool whose result is missing in the request. */
    public Started(List<ToolReturned> toolResults, List<String> segments) {
      this(toolResults, segments, List.of(), List.of());
    }
  }

  /** One of the tools in progress that earlier turns have called has returned. */
  record EarlierToolReturned(ToolReturned result) implements AnswerInput {}

  /** The time of {@link AnswerAction.AwaitEarlierTools} is over. */
  record EarlierToolsOverdue() implements AnswerInput {}

  /** The model sent a token. */
  record TokenReceived(String text) implements AnswerInput {}

  /** The model's response is complete. */
  record ResponseCompleted() implements AnswerInput {}

  /** The model's response ended at the token limit. */
  record ResponseTruncated() implements AnswerInput {}

  /** The model's response ended, perhaps after some words, with one or more tool calls. */
  record ToolsRequested(List<RequestedToolCall> calls) implements AnswerInput {}

  /** The model's response failed. */
  record ModelFailed(ChatFailure failure) implements AnswerInput {}

  /** The delay of {@link AnswerAction.RetryModel} is over. */
  record RetryDue() implements AnswerInput {}

  /** The delay of {@link AnswerAction.StartFillerTimer} is over. */
  record FillerDue() implements AnswerInput {}

  /** The delay of {@link AnswerAction.StartPendingTimer} is over. */
  record PendingDue() implements AnswerInput {}

  /**
   * A tool returned.
   *
   * @param remembered true if the result is known from before a crash
   */
  record ToolFinished(ToolReturned result, boolean remembered) implements AnswerInput {}

  /** A speculative turn is wanted: its tools may run. May be repeated. */
  record Confirmed() implements AnswerInput {}

  /** The turn is below the floor: nothing more of it is spoken. Running tools are awaited. */
  record Cancelled() implements AnswerInput {}

  /** Another worker owns the turn now. */
  record Revoked() implements AnswerInput {}
}
