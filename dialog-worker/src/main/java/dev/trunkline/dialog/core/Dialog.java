// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a conversation. A call begins with the greeting; what the caller says is answered
 * once all of it is known in words; speech over the assistant holds its voice back until it is
 * known whether the caller wants the word ({@link Floor}).
 *
 * <p>A call whose stream breaks has a while to come back on another one, at any gateway; if it does
 * not, or if Twilio says that the call is over, that is said here, since whoever held the stream
 * may be gone.
 *
 * <p>Every event may come twice, and events of different topics in any order: what is old is known
 * by its stream, media time or turn and passed over.
 */
public final class Dialog {
  private final Manners manners;

  public Dialog(Manners manners) {
    this.manners = manners;
  }

  /**
   * What follows from an event.
   *
   * @param before the conversation, null if the call is not known
   * @param event what happened in it
   * @param nowMs wall clock, for {@code atMs} and deadlines
   */
  public Decision on(@Nullable Conversation before, Event event, long nowMs) {
    if (before == null) {
      return event instanceof CallEvent call ? begin(call, nowMs) : Decision.nothing(null);
    }
    var step = new Step(before, manners, nowMs);
    switch (event) {
      case CallEvent call -> onCall(step, call);
      case SpeechEvent speech -> onSpeech(step, speech);
      case TranscriptEvent transcript -> onTranscript(step, transcript);
      case ReplyEvent reply -> onReply(step, reply);
      case PlaybackEvent playback -> onPlayback(step, playback);
      case TurnEvent.ToolReturned returned -> step.toolReturned(returned);
      case TurnEvent _, GatewayCommand _ -> {
        // Our own words.
      }
    }
    return step.decision();
  }

  /** What follows when {@link Conversation#deadlineMs} has passed. */
  public Decision onDeadline(Conversation before, long nowMs) {
    var step = new Step(before, manners, nowMs);
    if (before.endedAtMs() > 0) {
      return nowMs >= before.deadlineMs(manners)
          ? new Decision(null, step.decision().events())
          : step.decision();
    }
    if (nowMs >= before.overAtMs(manners)) {
      connection(step).closeLost();
      return step.decision();
    }
    if (step.interrupted != null && nowMs >= step.interrupted.deadlineMs()) {
      step.ending().heard(step.interrupted, 0, "");
      step.answerIfDue();
    }
    floor(step).decide();
    if (step.turn != null && nowMs >= step.turn.deadlineMs()) {
      step.ending().giveUp("no sound in time");
    }
    step.answerIfDue();
    courtesy(step).mind();
    return step.decision();
  }

  /**
   * What follows from a time of which nothing was known here until {@code backAtMs}: what is waited
   * for may take as long from then on as if the wait began then.
   */
  public Decision afterOutage(Conversation conversation, long backAtMs) {
    var step = new Step(conversation, manners, backAtMs);
    step.waitAnew();
    return step.decision();
  }

  private Decision begin(CallEvent call, long nowMs) {
    var step = new Step(Conversation.of(call.callSid(), call.streamSid(), nowMs), manners, nowMs);
    switch (call) {
      case CallStarted _ ->
          step.say(manners.greeting(), manners.turnTaking().greetingInterruptible());
      case CallResumed _ -> step.say(manners.resumed());
      case DtmfPressed _,
          StreamLost _,
          RedirectFailed _,
          GapCovered _,
          EndReported _,
          CallEnded _ -> {
        return Decision.nothing(null);
      }
    }
    return step.decision();
  }

  private void onCall(Step step, CallEvent call) {
    switch (call) {
      case CallStarted _, GapCovered _ -> {
        // A repeat, or nothing that was ours to say.
      }
      case DtmfPressed key -> {
        if (key.streamSid().equals(step.streamSid) && step.endedAtMs == 0) {
          courtesy(step).pressed(key.digit(), key.mediaMs());
        }
      }
      case StreamLost lost -> connection(step).lost(lost.streamSid());
      case EndReported report -> connection(step).reported(report);
      case CallResumed resumed -> connection(step).resumed(resumed.streamSid());
      case RedirectFailed _ -> step.ending().errandFailed();
      case CallEnded ended -> connection(step).ended(ended);
    }
  }

  private void onSpeech(Step step, SpeechEvent speech) {
    if (!speech.streamSid().equals(step.streamSid) || step.endedAtMs > 0) {
      return;
    }
    switch (speech) {
      case SpeechStarted started -> {
        if (step.hearing.isNewStart(started.startMs())) {
          step.hearing = step.hearing.started(started.startMs());
          speculation(step).drop(Speculation.GOES_ON);
          floor(step).callerSpeaks();
        }
      }
      case SpeechPaused paused -> {
        if (step.hearing.isOpen(paused.startMs())) {
          step.hearing = step.hearing.paused(step.nowMs());
        }
      }
      case SpeechEnded ended -> {
        if (step.hearing.isNewEnd(ended.endMs())) {
          step.hearing = step.hearing.ended(ended, step.nowMs());
          step.attention = step.attention.heard(step.nowMs());
          floor(step).callerIsSilent();
          step.answerIfDue();
        }
      }
      case TurnJudged judged -> {
        if (step.hearing.isLast(judged.endMs())) {
          step.hearing = step.hearing.judged(judged.completeProbability());
          step.answerIfDue();
        }
      }
    }
  }

  private void onTranscript(Step step, TranscriptEvent transcript) {
    if (step.endedAtMs > 0) {
      return;
    }
    switch (transcript) {
      case PartialTranscript partial -> {
        boolean news =
            partial.streamSid().equals(step.streamSid)
                && partial.startMs() >= step.hearing.transcribedMs();
        if (news && !partial.text().isBlank()) {
          hears(step, partial);
        }
      }
      case FinalTranscript words -> {
        if (isNews(step, words.streamSid(), words.endMs())) {
          step.understood(words);
          if (floor(step).takes(words)) {
            step.take(words.text());
          }
          step.answerIfDue();
        }
      }
      case TranscriptionFailed failed -> {
        if (failed.permanent()) {
          new Trouble(step, manners).cannotHear();
        } else if (isNews(step, failed.streamSid(), failed.endMs())) {
          step.hearing = step.hearing.transcribed(failed.endMs(), failed.atMs());
          new Trouble(step, manners).notUnderstood();
        }
      }
      case AssistantHeard _ -> {
        // Our own words.
      }
    }
  }

  private void hears(Step step, PartialTranscript partial) {
    if (!manners.vadRuns() && !step.hearing.speaking()) {
      step.hearing = step.hearing.started(partial.startMs());
      floor(step).callerSpeaks();
    }
    floor(step).hears(partial.text());
    if (manners.vadRuns()) {
      speculation(step).hears(partial.text());
    }
  }

  private Speculation speculation(Step step) {
    return new Speculation(step, manners.turnTaking());
  }

  private Connection connection(Step step) {
    return new Connection(step, manners);
  }

  private Courtesy courtesy(Step step) {
    return new Courtesy(step, manners.etiquette());
  }

  private Floor floor(Step step) {
    return new Floor(step, manners.turnTaking());
  }

  private static boolean isNews(Step step, String streamSid, long endMs) {
    return streamSid.equals(step.streamSid) && endMs > step.hearing.transcribedMs();
  }

  private void onReply(Step step, ReplyEvent reply) {
    switch (reply) {
      case SegmentWritten piece -> {
        if (step.isCurrent(piece.turn()) && step.turn != null) {
          step.turn = step.turn.with(piece);
        }
      }
      case ReplyEnded end -> {
        if (step.isCurrent(end.turn()) && end.then() != null) {
          step.errand = new Errand(end.turn(), end.then(), false);
        }
        if (step.isCurrent(end.turn()) && step.turn != null && end.failure() != null) {
          step.turn = step.turn.failed(end.failure());
          boolean later = step.turn.guess() != null && end.failure().isPermanent();
          if (end.segments() == 0 && !later) {
            step.ending().giveUp("the model failed");
          }
        }
      }
      case FloorRaised _ -> {
        // Our own words.
      }
    }
  }

  private void onPlayback(Step step, PlaybackEvent playback) {
    switch (playback) {
      case PlaybackStarted started -> {
        if (step.isCurrent(started.turn()) && step.turn != null) {
          step.turn = step.turn.started(started);
        }
        if (step.interrupted != null && step.interrupted.number() == started.turn()) {
          step.interrupted = step.interrupted.started(started).until(step.interrupted.deadlineMs());
        }
      }
      case PlaybackFinished finished -> {
        if (step.isCurrent(finished.turn())) {
          step.ending().finished();
        }
      }
      case PlaybackInterrupted stopped -> {
        Turn turn = step.interrupted != null ? step.interrupted : step.turn;
        if (turn != null && turn.number() == stopped.turn()) {
          if (stopped.wasUnspoken() && step.interrupted == null) {
            step.ending().unspoken(turn, stopped.segment(), stopped.segmentHeard());
          } else {
            step.ending().heard(turn, stopped.segment(), stopped.segmentHeard());
            step.answerIfDue();
          }
        }
      }
    }
  }
}
