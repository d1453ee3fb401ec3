// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.Pause;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;

/**
 * Who has the floor while the assistant speaks. Speech of the caller pauses playback immediately;
 * its words or its length then decide whether it interrupts the turn or playback resumes.
 */
final class Floor {
  /** Back-channels that continue are listened to for this much longer before the next check. */
  private static final long RECHECK_MS = 500;

  private final ConversationUpdate update;
  private final TurnTaking rules;
  private final Interruption interruption;

  Floor(ConversationUpdate update, TurnTaking rules, Interruption interruption) {
    this.update = update;
    this.rules = rules;
    this.interruption = interruption;
  }

  void onSpeechStarted() {
    Turn turn = update.turns.current();
    if (turn == null || !turn.interruptible()) {
      return;
    }
    if (update.turns.paused() == null) {
      update.emit(new Pause(update.callSid(), turn.number(), update.nowMs()));
    }
    long deadlineMs = update.nowMs() + rules.bargeInSpeechMs();
    update.turns = update.turns.withPaused(new PausedPlayback(turn.number(), "", deadlineMs));
  }

  /** The caller is silent; the words may still be to come. */
  void onSpeechEnded() {
    PausedPlayback paused = update.turns.paused();
    if (paused != null) {
      update.turns = update.turns.withPaused(paused.until(update.nowMs() + rules.bargeInWaitMs()));
    }
  }

  /** Words of speech that may continue. */
  void onPartial(String text) {
    PausedPlayback paused = update.turns.paused();
    if (paused == null) {
      return;
    }
    update.turns = update.turns.withPaused(paused.withWords(text));
    if (!isPresenceCheck(text) && BargeIn.ofPartial(text, rules) == BargeIn.INTERRUPTION) {
      interruption.stop("barge-in");
    }
  }

  /**
   * All words of an utterance.
   *
   * @return true if they are to be answered
   */
  boolean onFinal(FinalTranscript transcript) {
    Turn turn = update.turns.current();
    if (turn != null && isAwaitedStill(transcript.text(), turn)) {
      resumeIfSilent();
      return false;
    }
    if (update.turns.paused() == null || turn == null) {
      return true;
    }
    return switch (BargeIn.ofFinal(transcript.text(), rules)) {
      case NOTHING -> {
        resumeIfSilent();
        yield false;
      }
      case BACK_CHANNEL -> {
        update.words = update.words.plusBackChannel(transcript.text().strip());
        resumeIfSilent();
        yield false;
      }
      case UNCLEAR, INTERRUPTION -> {
        interruption.stop("barge-in");
        yield true;
      }
    };
  }

  /** Decides without more words once {@link PausedPlayback#deadlineMs} has passed. */
  void onDeadline() {
    PausedPlayback paused = update.turns.paused();
    if (paused == null || update.nowMs() < paused.deadlineMs()) {
      return;
    }
    if (!update.speech.speaking()) {
      resume(paused);
    } else if (isPresenceCheck(paused.words())
        || BargeIn.ofPartial(paused.words(), rules) == BargeIn.BACK_CHANNEL) {
      update.turns = update.turns.withPaused(paused.until(update.nowMs() + RECHECK_MS));
    } else {
      interruption.stop("barge-in");
    }
  }

  /** A hum or "Hello?" before the answer on its way was heard: the caller still waits for it. */
  private boolean isAwaitedStill(String text, Turn turn) {
    boolean hum =
        turn.answers() != null
            && !turn.isSpeculative()
            && turn.playback() == null
            && BargeIn.ofFinal(text, rules) == BargeIn.BACK_CHANNEL;
    return hum || isPresenceCheck(text);
  }

  /** "Hello?" while the caller waits for an answer that is on its way. */
  private boolean isPresenceCheck(String text) {
    Turn turn = update.turns.current();
    return turn != null
        && turn.answers() != null
        && !turn.isSpeculative()
        && (turn.playback() == null || turn.hasOnlyFillers())
        && rules.askPresence(Phrases.words(text));
  }

  private void resumeIfSilent() {
    PausedPlayback paused = update.turns.paused();
    if (paused != null && !update.speech.speaking()) {
      resume(paused);
    }
  }

  private void resume(PausedPlayback paused) {
    update.turns = update.turns.withPaused(null);
    update.emit(new Resume(update.callSid(), paused.turn(), update.nowMs()));
  }
}
