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
    PausedPlayback paused = update.turns.paused();
    // A line on which sounds come to nothing is listened to without a pause: only words interrupt.
    boolean listens =
        paused == null
            ? update.stream.echo().needsWords(turn.number())
            : paused.sinceMs() == PausedPlayback.NOT_PAUSED;
    if (paused == null && !listens) {
      update.emit(new Pause(update.callSid(), turn.number(), update.nowMs()));
    }
    long deadlineMs = listens ? Long.MAX_VALUE : update.nowMs() + rules.bargeInSpeechMs();
    long startMs = listens ? PausedPlayback.NOT_PAUSED : update.nowMs();
    long sinceMs = paused == null ? startMs : paused.sinceMs();
    update.turns =
        update.turns.withPaused(new PausedPlayback(turn.number(), "", deadlineMs, sinceMs));
  }

  /** The caller is silent; the words may still be to come. */
  void onSpeechEnded() {
    PausedPlayback paused = update.turns.paused();
    if (paused == null) {
      return;
    }
    if (isHum(paused.words()) || update.speech.isSettled()) { // The final transcript came first.
      resume(paused);
    } else {
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
      interrupt();
    } else if (!update.speech.speaking() && isHum(text)) {
      resume(paused);
    }
  }

  private boolean isHum(String text) {
    return rules.hums().make(Phrases.words(text));
  }

  /**
   * All words of an utterance.
   *
   * @param words those that count, "" for a sound without words
   * @return true if they are to be answered
   */
  boolean onFinal(FinalTranscript transcript, String words) {
    Turn turn = update.turns.current();
    if (turn != null && isAwaitedStill(words, turn)) {
      resumeIfSilent();
      return false;
    }
    if (turn == null || turn.isSpeculative()) {
      return true;
    }
    if (turn.playback() == null && update.turns.paused() == null) {
      return true;
    }
    return switch (BargeIn.ofFinal(words, rules)) {
      case NOTHING -> {
        resumeIfSilent();
        yield false;
      }
      case BACK_CHANNEL -> onBackChannel(turn, transcript, words);
      case UNCLEAR, INTERRUPTION -> {
        if (turn.interruptible()) {
          interrupt();
        }
        yield true;
      }
    };
  }

  /**
   * Words that do not interrupt belong to what had been heard when they were spoken: "yes" answers
   * a question that was asked by then, a hum answers nothing.
   */
  private boolean onBackChannel(Turn turn, FinalTranscript transcript, String words) {
    boolean hum = isHum(words);
    long playedMs = turn.playedMs(transcript.streamSid(), transcript.startMs());
    int heard = update.turns.charactersIn(playedMs);
    String text = turn.text();
    boolean answers = !hum && Questions.askedBefore(text, heard);
    if (answers && turn.interruptible() && !Questions.lastAskedBefore(text, heard)) {
      interruption.stop("barge-in");
      return true;
    }
    PausedPlayback paused = update.turns.paused();
    if (paused != null) {
      update.turns = update.turns.withPaused(paused.withWords(words));
    }
    String known = update.words.backChannels();
    if (!hum || known.isEmpty() || isHum(known)) {
      update.words = update.words.withBackChannel(words, heard);
    }
    resumeIfSilent();
    return false;
  }

  /** The back-channel over {@code text} if it answers a question in it, else "". */
  static String answerAmong(PendingWords pending, String text, TurnTaking rules) {
    String words = pending.backChannels();
    boolean hum = rules.hums().make(Phrases.words(words));
    int heard = pending.backChannelFrom();
    boolean answers =
        hum ? Questions.lastAskedBefore(text, heard) : Questions.askedBefore(text, heard);
    return answers ? words : "";
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
      interrupt();
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

  private void interrupt() {
    update.stream = update.stream.withEcho(update.stream.echo().interrupted());
    interruption.stop("barge-in");
  }

  private void resume(PausedPlayback paused) {
    LineEcho echo = update.stream.echo();
    if (paused.words().isBlank() && !echo.needsWords(paused.turn())) {
      update.stream = update.stream.withEcho(echo.pausedForNothing(paused.turn()));
    }
    Turn turn = update.turns.current();
    if (turn != null && turn.playback() != null && paused.sinceMs() > 0) {
      turn = turn.resumedAfter(update.nowMs() - paused.sinceMs());
    }
    update.turns = update.turns.withCurrent(turn).withPaused(null);
    update.emit(new Resume(update.callSid(), paused.turn(), update.nowMs()));
  }
}
