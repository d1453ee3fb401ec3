// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnConfirmed;

/**
 * Speculative answers: requested from a partial transcript as soon as the caller may have finished,
 * with playback paused at the gateway. Once the final transcript confirms the words, playback
 * resumes; otherwise the answer is dropped unheard. The first sign of quiet may be a breath, so one
 * request is reserved for the end of the speech.
 */
public final class Speculation {
  static final String WRONG_WORDS = "guessed wrong";
  static final String SPEECH_CONTINUES = "the caller goes on";
  static final String NO_TRANSCRIPT = "no transcript in time";

  private final ConversationUpdate update;
  private final TurnTaking rules;

  Speculation(ConversationUpdate update, TurnTaking rules) {
    this.update = update;
    this.rules = rules;
  }

  /** True if {@code cancelled} drops a speculative answer. */
  public static boolean isMiss(TurnCancelled cancelled) {
    return cancelled.cause().equals(WRONG_WORDS) || cancelled.cause().equals(SPEECH_CONTINUES);
  }

  void onPartial(String text) {
    if (!update.turns.mayAnswer()
        || update.turns.stopped() != null
        || update.stream.hasEnded()
        || update.policy.allowsNoAnswer()) {
      return;
    }
    String all = (update.words.unanswered() + " " + text.strip()).strip();
    if (fits(all)) {
      return;
    }
    if (update.speech.speaking()) {
      drop(SPEECH_CONTINUES);
    }
    if (!mayBeAll(all) || update.turns.speculations() >= allowedRequests()) {
      return;
    }
    drop(WRONG_WORDS);
    update.turns = update.turns.withSpeculations(update.turns.speculations() + 1);
    // Emitted first: a worker may die between the two, and an unconfirmed answer must not be heard.
    update.emit(new Pause(update.callSid(), update.turns.nextTurn(), update.nowMs()));
    update.requestSpeculatively(all);
  }

  private boolean mayBeAll(String text) {
    return switch (rules.endOfTurn().judge(text, update.history.lastHeard())) {
      case COMPLETE, UNKNOWN -> update.speech.awaitsWords() || update.speech.pauses(update.nowMs());
      case UNFINISHED, SPELLING -> false;
    };
  }

  private int allowedRequests() {
    return update.speech.speaking() ? rules.maxSpeculations() - 1 : rules.maxSpeculations();
  }

  /** True if the current turn is speculative. */
  boolean isPending() {
    Turn turn = update.turns.current();
    return turn != null && turn.isSpeculative();
  }

  /** True if the current turn is speculative and answers these words. */
  boolean fits(String words) {
    Turn turn = update.turns.current();
    String assumed = turn == null ? null : turn.assumedWords();
    return assumed != null && Phrases.words(assumed).equals(Phrases.words(words));
  }

  /** The words were right: resumes playback of {@code turn}. */
  void confirm(Turn turn) {
    update.turns = update.turns.withCurrent(turn.confirmed(update.speech)).withSpeculations(0);
    update.emit(new TurnConfirmed(update.callSid(), turn.number(), update.nowMs()));
    update.emit(new Resume(update.callSid(), turn.number(), update.nowMs()));
  }

  /** Drops a speculative turn, of which nothing has been heard. */
  void drop(String cause) {
    Turn turn = update.turns.current();
    if (turn != null && turn.isSpeculative()) {
      update.turns = update.turns.withCurrent(null);
      int floor = update.raiseFloorAbove(turn, cause);
      update.emit(new Interrupt(update.callSid(), floor, update.nowMs()));
    }
  }
}
