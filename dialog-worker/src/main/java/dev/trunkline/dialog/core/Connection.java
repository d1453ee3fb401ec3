// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.Cause;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.GatewayCommand.Interrupt;

/** The call's streams: one breaks, another takes its place, the last one is over. */
final class Connection {
  private final Step step;
  private final Manners manners;

  Connection(Step step, Manners manners) {
    this.step = step;
    this.manners = manners;
  }

  /** A stream broke. */
  void lost(String streamSid) {
    if (streamSid.equals(step.streamSid) && step.streamLostAtMs == 0) {
      step.streamLostAtMs = step.nowMs();
    }
  }

  /** Twilio says that the call, or a stream of it, is over. */
  void reported(EndReported report) {
    if (!report.streamSid().isEmpty()) {
      lost(report.streamSid());
    } else if (step.endReportedAtMs == 0) {
      step.endReportedAtMs = step.nowMs();
    }
  }

  /** The call goes on on {@code sid}, if it has not done so before. */
  void resumed(String sid) {
    if (!sid.equals(step.streamSid) && !step.pastStreams.contains(sid)) {
      moveTo(sid);
    }
  }

  /**
   * Media time begins at zero. What the caller asked is answered, or what was left of the last
   * answer is said; a call that was about to end, or that Twilio sent to a gateway which did not
   * know that it had ended, ends.
   */
  private void moveTo(String sid) {
    Turn stopped = step.turn != null ? step.turn : step.interrupted;
    if (step.turn != null) {
      int floor = step.raiseFloor(step.turn.number() + 1, "stream lost");
      // or what is held back would stay so
      step.say(new Interrupt(step.callSid(), floor, step.nowMs()));
    }
    if (stopped != null) {
      step.ending().heard(stopped, 0, "");
    }
    step.pastStreams.add(step.streamSid);
    step.streamSid = sid;
    step.pausing = null;
    step.attention = step.attention.moved(step.nowMs());
    step.streamLostAtMs = 0;
    step.endReportedAtMs = 0;
    step.endedAtMs = 0;
    step.hearing = Hearing.NOTHING;
    Errand back = step.errand;
    step.errand = null;
    if (step.attention.ending() || (back != null && back.underWay() && back.isHangUp())) {
      step.sayAndHangUp(step.cutShort);
    } else if (back != null && back.underWay()) {
      if (back.isTransfer()) {
        step.say(manners.partings().nobodyAnswered());
      }
    } else if (step.unanswered.isEmpty()) {
      step.say((manners.resumed() + " " + step.cutShort).strip());
    } else {
      step.answerIfDue();
    }
    step.cutShort = "";
  }

  /** The call is over, and no gateway has said so. */
  void closeLost() {
    Errand errand = step.errand;
    boolean away = errand != null && errand.underWay() && errand.isTransfer();
    step.say(
        new CallEnded(
            step.callSid(),
            step.streamSid,
            away ? Cause.TRANSFERRED : Cause.STREAM_LOST,
            CallEnded.UNKNOWN_DURATION,
            step.nowMs()));
    end();
  }

  /** A stream is over. A gateway that the call has left may think that the call is. */
  void ended(CallEnded ended) {
    if (ended.streamSid().equals(step.streamSid)) {
      end();
    }
  }

  private void end() {
    if (step.endedAtMs == 0) {
      if (step.turn != null) {
        step.raiseFloor(step.turn.number() + 1, "call ended");
      }
      step.endedAtMs = step.nowMs();
    }
  }
}
