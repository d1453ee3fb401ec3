// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.GatewayCommand.Interrupt;

/** The call's streams: one breaks, another takes its place, the last one ends. */
final class StreamLifecycle {
  private final ConversationUpdate update;
  private final ConversationSettings settings;
  private final Interruption interruption;
  private final Answering answering;

  StreamLifecycle(
      ConversationUpdate update,
      ConversationSettings settings,
      Interruption interruption,
      Answering answering) {
    this.update = update;
    this.settings = settings;
    this.interruption = interruption;
    this.answering = answering;
  }

  void onLost(String streamSid) {
    if (update.stream.isCurrent(streamSid) && !update.stream.isLost()) {
      update.stream = update.stream.lost(update.nowMs());
    }
  }

  /** Twilio reports the end of the call or, if it names one, of a stream. */
  void onEndReported(EndReported report) {
    if (!report.streamSid().isEmpty()) {
      onLost(report.streamSid());
    } else if (update.stream.endReportedAtMs() == 0) {
      update.stream = update.stream.endReported(update.nowMs());
    }
  }

  /** The call continues on {@code streamSid}. */
  void onResumed(String streamSid) {
    if (update.stream.isNew(streamSid)) {
      moveTo(streamSid);
    }
  }

  /** Media time starts at zero, and what was on its way to the caller is lost. */
  private void moveTo(String streamSid) {
    Turn turn = update.turns.current();
    Turn stopped = update.turns.stopped();
    boolean noticeBroken = turn != null && turn.text().equals(settings.notice());
    if (turn != null) {
      int floor = update.raiseFloorAbove(turn, "stream lost");
      // or the next turn would stay paused if this one was
      update.emit(new Interrupt(update.callSid(), floor, update.nowMs()));
    }
    if (stopped != null) {
      interruption.heard(stopped, 0, "");
    }
    if (turn != null) {
      interruption.heard(turn, 0, "");
    }
    update.stream = update.stream.movedTo(streamSid);
    update.turns = update.turns.withPaused(null);
    update.policy = update.policy.onNewStream(update.nowMs());
    update.speech = CallerSpeech.NONE;
    if (noticeBroken && !settings.notice().isEmpty()) {
      update.speak(settings.notice());
    } else {
      continueCall();
    }
    update.words = update.words.withUnheardRest("");
  }

  /**
   * Ends a call that was ending when its stream broke, also if the gateway it returned to does not
   * know that; answers the caller's open words; or says the rest of the last answer.
   */
  private void continueCall() {
    PendingCallAction action = update.pendingAction;
    update.pendingAction = null;
    PendingCallAction started = action != null && action.started() ? action : null;
    String rest = update.words.unheardRest();
    if (update.policy.ending() || (started != null && started.isHangUp())) {
      interruption.hangUpAfter(rest);
    } else if (started != null) {
      if (started.isTransfer()) {
        update.speak(settings.actionPhrases().transferUnanswered());
      }
    } else if (update.words.unanswered().isEmpty()) {
      update.speak((settings.resumed() + " " + rest).strip());
    } else {
      answering.answerIfDue();
    }
  }

  /** The call is over, and no gateway has reported it. */
  void endUnreported() {
    PendingCallAction action = update.pendingAction;
    boolean transferred = action != null && action.started() && action.isTransfer();
    update.emit(
        new CallEnded(
            update.callSid(),
            update.stream.sid(),
            transferred ? Cause.TRANSFERRED : Cause.STREAM_LOST,
            CallEnded.UNKNOWN_DURATION,
            update.nowMs()));
    end();
  }

  /** A gateway that the call has left may report the end of the stream it held. */
  void onEnded(CallEnded ended) {
    if (update.stream.isCurrent(ended.streamSid())) {
      end();
    }
  }

  private void end() {
    if (update.stream.hasEnded()) {
      return;
    }
    Turn turn = update.turns.current();
    if (turn != null) {
      update.raiseFloorAbove(turn, "call ended");
    }
    update.stream = update.stream.ended(update.nowMs());
  }
}
