// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;

/** What the gateway reports of a turn: its first sound, its end, or how much of it was heard. */
final class PlaybackReports {
  private final ConversationUpdate update;
  private final Interruption interruption;
  private final TurnEnding endings;
  private final Answering answering;

  PlaybackReports(
      ConversationUpdate update,
      Interruption interruption,
      TurnEnding endings,
      Answering answering) {
    this.update = update;
    this.interruption = interruption;
    this.endings = endings;
    this.answering = answering;
  }

  void on(PlaybackEvent playback) {
    Turn turn = update.turns.current();
    Turn stopped = update.turns.stopped();
    if (!(playback instanceof PlaybackStarted) && update.stream.isCurrent(playback.streamSid())) {
      update.stream = update.stream.withEcho(update.stream.echo().heard(playback));
    }
    switch (playback) {
      case PlaybackStarted started -> {
        if (turn != null && turn.number() == started.turn()) {
          update.turns = update.turns.withCurrent(turn.playing(started));
        }
        if (stopped != null && stopped.number() == started.turn()) {
          update.turns =
              update.turns.withStopped(stopped.playing(started).until(stopped.deadlineMs()));
        }
      }
      case PlaybackFinished finished -> {
        if (turn != null && turn.number() == finished.turn()) {
          measureVoice(turn.text(), turn.playedMs(finished.streamSid(), finished.mediaMs()));
          if (endings.finished()) {
            answering.answerIfDue();
          }
        } else if (stopped != null && stopped.number() == finished.turn()) {
          interruption.heardWhole(stopped);
          answering.answerIfDue();
        }
      }
      case PlaybackInterrupted interrupted -> {
        if (stopped != null) {
          onInterrupted(interrupted, stopped);
        } else if (turn != null && interrupted.wasUnspoken()) {
          onUnspoken(interrupted, turn);
        } else if (turn != null) {
          onInterrupted(interrupted, turn);
        }
      }
    }
  }

  private void measureVoice(String text, long ms) {
    update.turns = update.turns.withVoiceMeasured(text.length(), ms);
  }

  private void onInterrupted(PlaybackInterrupted interrupted, Turn turn) {
    if (turn.number() == interrupted.turn()) {
      String heard = turn.heardUntil(interrupted.segment(), interrupted.segmentHeard());
      measureVoice(heard, interrupted.heardMs());
      interruption.heard(turn, interrupted.segment(), interrupted.segmentHeard());
      answering.answerIfDue();
    }
  }

  private void onUnspoken(PlaybackInterrupted interrupted, Turn turn) {
    if (turn.number() == interrupted.turn()
        && endings.unspoken(turn, interrupted.segment(), interrupted.segmentHeard())) {
      answering.answerIfDue();
    }
  }
}
