// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.TurnCompleted;

/**
 * How a turn ends: heard to its end, stopped after some words, or never heard; what is remembered
 * of it, and what it had announced.
 */
final class Ending {
  private final Step step;
  private final Manners manners;

  Ending(Step step, Manners manners) {
    this.step = step;
    this.manners = manners;
  }

  /** The turn on its way was heard to its end. */
  void finished() {
    Turn whole = step.turn;
    if (whole == null) {
      return;
    }
    if (whole.started() == null && !whole.text().isEmpty()) {
      unspoken(whole, 0, "");
      return;
    }
    step.turn = null;
    step.pausing = null;
    remember(whole, whole.text(), false);
    new Courtesy(step, manners.etiquette()).heardWhole(whole.text(), step.history.lines());
    if (whole.failure() != null) {
      trouble().apologise();
    } else if (whole.answers() != null) {
      step.failedTurns = 0;
    }
    if (whole.text().endsWith("?")) {
      step.unanswered = (step.aside + " " + step.unanswered).strip(); // It was the answer.
    }
    step.aside = "";
    if (!doErrand(whole.number())) {
      step.answerIfDue();
    }
  }

  /** The voice had no sound for more of the turn on its way than this. */
  void unspoken(Turn broken, int segment, String segmentHeard) {
    step.turn = null;
    step.pausing = null;
    remember(broken, broken.heardUntil(segment, segmentHeard), true);
    step.attention = step.attention.heard(step.nowMs());
    step.aside = "";
    if (doErrand(broken.number())) {
      return;
    }
    trouble().failed(broken);
    step.answerIfDue();
  }

  /** What the turn announced is done, now that it has been heard or will never be. */
  private boolean doErrand(int heardTurn) {
    Errand due = step.errand;
    if (due == null || due.turn() != heardTurn || due.underWay()) {
      return false;
    }
    step.errand = due.begun();
    step.say(due.command(step.callSid(), step.nowMs()));
    return true;
  }

  /** What should have been done with the call could not be; the conversation goes on. */
  void errandFailed() {
    Errand failed = step.errand;
    step.errand = null;
    if (failed != null) {
      step.say(failed.isTransfer() ? manners.partings().nobodyAnswered() : manners.apology());
    }
  }

  /** Of a stopped turn, this much was heard. */
  void heard(Turn stopped, int segment, String segmentHeard) {
    step.interrupted = null;
    step.aside = "";
    step.attention = step.attention.heard(step.nowMs());
    if (step.errand != null && step.errand.turn() == stopped.number() && !step.errand.underWay()) {
      step.errand = null;
    }
    if (step.isCurrent(stopped.number())) {
      step.turn = null;
      step.pausing = null;
    }
    String heard = stopped.heardUntil(segment, segmentHeard);
    if (heard.isEmpty() && stopped.guess() != null) {
      step.cutShort = ""; // What it was to answer is not in the history yet.
    } else if (heard.isEmpty() && stopped.answers() != null) {
      // Nothing of the answer was heard, so what was asked is still to be answered.
      step.unanswered = (step.history.takeBackQuestion() + " " + step.unanswered).strip();
    } else {
      step.cutShort = stopped.restAfter(segment, segmentHeard);
    }
    if (!heard.isEmpty() && stopped.answers() != null && stopped.failure() == null) {
      step.failedTurns = 0;
    }
    remember(stopped, heard, true);
  }

  private void remember(Turn said, String text, boolean cut) {
    step.history.add(Role.ASSISTANT, text);
    if (!text.isEmpty()) {
      step.say(new AssistantHeard(step.callSid(), said.number(), text, cut, step.nowMs()));
    }
    step.say(
        new TurnCompleted(step.callSid(), said.number(), text, cut, said.latency(), step.nowMs()));
  }

  /** The turn on its way will not come: says so in words. */
  void giveUp(String cause) {
    Turn lost = step.turn;
    if (lost == null) {
      return;
    }
    if (lost.guess() != null) {
      new Speculation(step, manners.turnTaking()).drop(cause);
      return;
    }
    int floor = step.raiseFloor(lost.number() + 1, cause);
    step.turn = null;
    step.attention = step.attention.heard(step.nowMs());
    if (step.pausing != null) {
      step.pausing = null;
      step.say(
          new Interrupt(
              step.callSid(), floor, step.nowMs())); // or what comes next would be held as well
    }
    if (!doErrand(lost.number())) {
      trouble().failed(lost);
    }
  }

  private Trouble trouble() {
    return new Trouble(step, manners);
  }
}
