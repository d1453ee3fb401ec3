// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;

/**
 * Who has the word while the assistant speaks. Speech of the caller holds the voice back at once;
 * what it proves to be, by its words or by its length, stops the voice or lets it go on.
 */
final class Floor {
  /** Back-channels that go on are listened to for so long more. */
  private static final long AGAIN_MS = 500;

  private final Step step;
  private final TurnTaking rules;

  Floor(Step step, TurnTaking rules) {
    this.step = step;
    this.rules = rules;
  }

  /** The caller has begun to speak. */
  void callerSpeaks() {
    Turn turn = step.turn;
    if (turn == null || !turn.interruptible()) {
      return;
    }
    if (step.pausing == null) {
      step.say(new Pause(step.callSid(), turn.number(), step.nowMs()));
    }
    step.pausing = new Pausing(turn.number(), "", step.nowMs() + rules.bargeInSpeechMs());
  }

  /** The caller has fallen silent; the words may be still to come. */
  void callerIsSilent() {
    if (step.pausing != null) {
      step.pausing = step.pausing.until(step.nowMs() + rules.bargeInWaitMs());
    }
  }

  /** Words of speech that may go on. */
  void hears(String text) {
    if (step.pausing == null) {
      return;
    }
    step.pausing = step.pausing.saying(text);
    if (BargeIn.ofPartial(text, rules) == BargeIn.INTERRUPTION) {
      step.stop("barge-in");
    }
  }

  /**
   * All words of an utterance.
   *
   * @return true if they are to be answered
   */
  boolean takes(FinalTranscript words) {
    Turn turn = step.turn;
    if (step.pausing == null || turn == null) {
      return true;
    }
    return switch (BargeIn.ofAll(words.text(), rules)) {
      case NOTHING -> goOn();
      case BACK_CHANNEL -> {
        if (turn.started() == null) { // It belongs to the question.
          step.stop("barge-in");
          yield true;
        }
        step.aside = (step.aside + " " + words.text().strip()).strip();
        yield goOn();
      }
      case UNCLEAR, INTERRUPTION -> {
        step.stop("barge-in");
        yield true;
      }
    };
  }

  /** It is time to decide without words. */
  void decide() {
    Pausing pausing = step.pausing;
    if (pausing == null || step.nowMs() < pausing.deadlineMs()) {
      return;
    }
    if (!step.hearing.speaking()) {
      resume();
    } else if (BargeIn.ofPartial(pausing.words(), rules) == BargeIn.BACK_CHANNEL) {
      step.pausing = pausing.until(step.nowMs() + AGAIN_MS);
    } else {
      step.stop("barge-in");
    }
  }

  private boolean goOn() {
    if (!step.hearing.speaking()) {
      resume();
    }
    return false;
  }

  private void resume() {
    Pausing pausing = step.pausing;
    if (pausing != null) {
      step.pausing = null;
      step.say(new Resume(step.callSid(), pausing.turn(), step.nowMs()));
    }
  }
}
