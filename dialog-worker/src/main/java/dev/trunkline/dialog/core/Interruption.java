// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;

/** Stops a turn, and keeps of it what the caller heard. */
final class Interruption {
  private final ConversationUpdate update;
  private final TurnTaking rules;

  Interruption(ConversationUpdate update, TurnTaking rules) {
    this.update = update;
    this.rules = rules;
  }

  /** Stops the current turn; the gateway reports later what was heard of it. */
  void stop(String cause) {
    Turn turn = update.turns.current();
    if (turn == null) {
      return;
    }
    update.turns = update.turns.withPaused(null);
    int floor = update.raiseFloorAbove(turn, cause);
    update.emit(new Interrupt(update.callSid(), floor, update.nowMs()));
    Turn earlier = update.turns.stopped();
    if (earlier != null) {
      heard(earlier, 0, "");
    }
    update.turns = update.turns.withStopped(turn.until(update.stopDeadlineMs())).withCurrent(null);
  }

  /** Speaks {@code text}, "" for nothing, and ends the call once it was heard. */
  void hangUpAfter(String text) {
    stop("giving up");
    update.speak(text, false);
    update.policy = update.policy.withCallEnding();
    update.emit(
        text.isEmpty()
            ? HangUp.immediately(update.callSid(), update.nowMs())
            : new HangUp(update.callSid(), update.turns.lastNumber(), text, update.nowMs()));
  }

  /** The caller heard all of {@code stopped}: it had ended before the gateway could stop it. */
  void heardWhole(Turn stopped) {
    settle(stopped, stopped.text(), "", false);
  }

  /** The caller heard {@code stopped} up to {@code segmentHeard} in {@code segment}. */
  void heard(Turn stopped, int segment, String segmentHeard) {
    settle(
        stopped,
        stopped.heardUntil(segment, segmentHeard),
        stopped.restAfter(segment, segmentHeard),
        true);
  }

  private void settle(Turn stopped, String heard, String rest, boolean cut) {
    update.turns = update.turns.withStopped(null);
    update.words =
        update
            .words
            .plusEarlierUnanswered(Floor.answerAmong(update.words, heard, rules))
            .withoutBackChannels();
    update.policy = update.policy.withSoundAt(update.nowMs());
    PendingCallAction action = update.pendingAction;
    if (action != null && action.awaits(stopped.number())) {
      update.pendingAction = null;
    }
    if (update.turns.isCurrent(stopped.number())) {
      update.turns = update.turns.withoutCurrent();
    }
    if (heard.isEmpty() && stopped.isSpeculative()) {
      update.words = update.words.withUnheardRest(""); // Its question is not in the history yet.
    } else if (heard.isEmpty() && stopped.answers() != null && update.history.endsWithTool()) {
      update.words = update.words.withAnswerOwed(true).withUnheardRest("");
    } else if (heard.isEmpty() && stopped.answers() != null) {
      // The caller heard nothing of the answer, so the question is still open.
      update.words = update.words.plusEarlierUnanswered(update.history.openQuestion());
      update.history = update.history.withoutOpenQuestion();
    } else if (stopped.answers() != null && stopped.hasOnlyFillers()) {
      update.words = update.words.withAnswerOwed(true).withUnheardRest("");
    } else {
      update.words = update.words.withUnheardRest(isOvertaken(stopped) ? "" : rest);
    }
    if (!heard.isEmpty() && stopped.answers() != null && stopped.failure() == null) {
      update.turns = update.turns.withFailedInARow(0);
    }
    update.completeTurn(stopped, heard, cut);
  }

  /**
   * True if something was said since {@code stopped} was stopped, by the caller or by the
   * assistant: its rest is out of date. What cannot be interrupted must be heard all the same.
   */
  private boolean isOvertaken(Turn stopped) {
    return stopped.interruptible()
        && (!update.words.unanswered().isEmpty() || update.turns.current() != null);
  }
}
