// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.Interrupt;

/**
 * How a turn ends without an interruption: heard to its end, broken off because the voice failed,
 * or given up before it could be heard.
 */
final class TurnEnding {
  private final ConversationUpdate update;
  private final CallPolicyRules policyRules;
  private final FailureHandling failures;
  private final Speculation speculation;
  private final ConversationSettings settings;

  TurnEnding(
      ConversationUpdate update,
      ConversationSettings settings,
      CallPolicyRules policyRules,
      FailureHandling failures,
      Speculation speculation) {
    this.update = update;
    this.settings = settings;
    this.policyRules = policyRules;
    this.failures = failures;
    this.speculation = speculation;
  }

  /**
   * The caller heard the current turn to its end.
   *
   * @return true if the caller's next words may be answered now
   */
  boolean finished() {
    Turn turn = update.turns.current();
    if (turn == null) {
      return false;
    }
    if (turn.playback() == null && !turn.text().isEmpty()) {
      return unspoken(turn, 0, "");
    }
    update.turns = update.turns.withoutCurrent();
    update.completeTurn(turn, turn.text(), false);
    takeBackChannel(turn.text());
    policyRules.heardWhole(turn);
    if (turn.failure() != null) {
      failures.answerFailed(turn);
    } else if (turn.answers() != null) {
      update.turns = update.turns.withFailedInARow(0);
    }
    if (isNotice(turn) && update.words.unanswered().isEmpty()) {
      update.greet();
    }
    return !startAction(turn.number());
  }

  private boolean isNotice(Turn turn) {
    return turn.answers() == null
        && !settings.notice().isEmpty()
        && turn.text().equals(settings.notice().strip());
  }

  /**
   * The voice produced no audio for what follows {@code segmentHeard} in {@code segment}.
   *
   * @return true if the caller's next words may be answered now
   */
  boolean unspoken(Turn turn, int segment, String segmentHeard) {
    update.turns = update.turns.withoutCurrent();
    String heard = turn.heardUntil(segment, segmentHeard);
    update.completeTurn(turn, heard, true);
    update.policy = update.policy.withSoundAt(update.nowMs());
    takeBackChannel(heard);
    if (startAction(turn.number())) {
      return false;
    }
    failures.turnLost(turn);
    return true;
  }

  /** A back-channel over a question of the assistant is its answer. */
  private void takeBackChannel(String heard) {
    String answer = Floor.answerAmong(update.words, heard, settings.turnTaking());
    update.words = update.words.plusEarlierUnanswered(answer).withoutBackChannels();
  }

  /** The current turn will not be heard. */
  void giveUp(String cause) {
    Turn turn = update.turns.current();
    if (turn == null) {
      return;
    }
    if (turn.isSpeculative()) {
      speculation.drop(cause);
      return;
    }
    int floor = update.raiseFloorAbove(turn, cause);
    boolean paused = update.turns.paused() != null;
    update.turns = update.turns.withoutCurrent();
    update.policy = update.policy.withSoundAt(update.nowMs());
    if (paused) { // or the next turn would be paused as well
      update.emit(new Interrupt(update.callSid(), floor, update.nowMs()));
    }
    if (!startAction(turn.number())) {
      failures.turnLost(turn);
    }
  }

  /** Starts what {@code turn} announced, whether it was heard or never will be. */
  private boolean startAction(int turn) {
    PendingCallAction action = update.pendingAction;
    if (action == null || !action.awaits(turn)) {
      return false;
    }
    update.pendingAction = action.sent();
    update.emit(action.command(update.callSid(), update.nowMs()));
    return true;
  }
}
