// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.core.EndOfTurn.Thought;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import org.jspecify.annotations.Nullable;

/**
 * Answers ahead of time: what has been understood when the caller falls silent is taken for all
 * that was said; at the first sign of quiet already, which may be a breath, so one try is kept for
 * the end. The answer's sound waits at the gateway until that is certain, and is dropped if it was
 * not so.
 */
public final class Speculation {
  static final String WRONG = "guessed wrong";
  static final String GOES_ON = "the caller goes on";

  private final Step step;
  private final TurnTaking rules;

  Speculation(Step step, TurnTaking rules) {
    this.step = step;
    this.rules = rules;
  }

  /** True if this gives up an answer that was asked for ahead of time. */
  public static boolean isMiss(TurnCancelled cancelled) {
    return cancelled.cause().equals(WRONG) || cancelled.cause().equals(GOES_ON);
  }

  /** What is understood of speech whose last words may be still to come. */
  void hears(String partial) {
    boolean free = step.turn == null || guess() != null;
    if (!free || step.interrupted != null || step.endedAtMs > 0) {
      return;
    }
    String all = (step.unanswered + " " + partial.strip()).strip();
    if (fits(all)) {
      return;
    }
    if (step.hearing.speaking()) {
      drop(GOES_ON);
    }
    if (!mayBeAll(rules.endOfTurn().judge(all)) || step.guesses >= tries()) {
      return;
    }
    drop(WRONG);
    step.guesses++;
    // First: a worker may die between the two, and a guess must not be heard.
    step.say(new Pause(step.callSid(), step.lastTurn() + 1, step.nowMs()));
    step.request(all);
  }

  private boolean mayBeAll(Thought thought) {
    return switch (thought) {
      case COMPLETE, UNKNOWN -> step.hearing.awaitsWords() || step.hearing.pauses(step.nowMs());
      case UNFINISHED, SPELLING -> false;
    };
  }

  private int tries() {
    return step.hearing.speaking() ? rules.guesses() - 1 : rules.guesses();
  }

  /** True if the turn on its way answers these words. */
  boolean fits(String words) {
    String guess = guess();
    return guess != null && Phrases.words(guess).equals(Phrases.words(words));
  }

  /** The words that the turn on its way answers, if that is not certain; else null. */
  @Nullable String guess() {
    return step.turn == null ? null : step.turn.guess();
  }

  /** It was so: the answer may be heard. */
  void confirm() {
    Turn turn = step.turn;
    if (turn != null) {
      step.turn = turn.confirmed(step.hearing);
      step.guesses = 0;
      step.say(new TurnConfirmed(step.callSid(), turn.number(), step.nowMs()));
      step.say(new Resume(step.callSid(), turn.number(), step.nowMs()));
      if (turn.failure() != null && turn.segments().isEmpty()) {
        step.ending().giveUp("the model failed");
      }
    }
  }

  /** It was not so. Nothing of the answer has been heard. */
  void drop(String cause) {
    Turn turn = step.turn;
    if (turn != null && turn.guess() != null) {
      step.turn = null;
      int floor = step.raiseFloor(turn.number() + 1, cause);
      step.say(new Interrupt(step.callSid(), floor, step.nowMs()));
    }
  }
}
