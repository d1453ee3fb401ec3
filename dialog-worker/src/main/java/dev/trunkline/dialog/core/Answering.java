// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.TurnEvent.Role;

/** Requests answers to what the caller said. */
final class Answering {
  private final ConversationUpdate update;
  private final ConversationSettings settings;
  private final Speculation speculation;
  private final Interruption interruption;
  private final TurnEnding endings;

  Answering(
      ConversationUpdate update,
      ConversationSettings settings,
      Speculation speculation,
      Interruption interruption,
      TurnEnding endings) {
    this.update = update;
    this.settings = settings;
    this.speculation = speculation;
    this.interruption = interruption;
    this.endings = endings;
  }

  /**
   * Requests an answer once the caller is silent and understood, and the gateway has reported what
   * was heard of a stopped turn. Without words to answer, says the rest of an interrupted turn.
   */
  void answerIfDue() {
    if (!update.speech.isSettled()
        || update.turns.stopped() != null
        || update.stream.hasEnded()
        || update.policy.allowsNoAnswer()) {
      return;
    }
    PendingWords words = update.words;
    if (speculation.isPending() && !speculation.fits(words.unanswered())) {
      speculation.drop(Speculation.WRONG_WORDS);
    }
    if (!words.unanswered().isEmpty()) {
      answer(words.unanswered());
    } else if (words.answerOwed() && update.turns.current() == null) {
      update.words = words.withAnswerOwed(false).withUnheardRest("");
      update.requestAnswer("");
    } else if (!words.unheardRest().isEmpty() && update.turns.current() == null) {
      update.words = words.withUnheardRest("");
      update.speak(words.unheardRest());
    }
  }

  private void answer(String words) {
    Turn turn = update.turns.current();
    if (!update.turns.mayAnswer()) {
      if (turn != null && turn.interruptible()) {
        interruption.stop("the caller said more");
      }
    } else if (update.nowMs()
        >= settings.answerDueMs(update.speech, words, update.history.lastHeard())) {
      update.words = update.words.withUnanswered("").withAnswerOwed(false);
      if (turn == null) {
        update.requestAnswer(words);
      }
      update.history = update.history.plus(Role.USER, words);
      if (turn != null) {
        confirm(turn);
      }
    }
  }

  private void confirm(Turn turn) {
    speculation.confirm(turn);
    if (turn.failure() != null && turn.segments().isEmpty()) {
      endings.giveUp("the model failed");
    }
  }
}
