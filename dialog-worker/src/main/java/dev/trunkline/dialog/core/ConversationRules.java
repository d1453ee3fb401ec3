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
import dev.trunkline.events.TurnEvent.ToolRequested;
import dev.trunkline.events.TurnEvent.ToolReturned;

/**
 * All rules of a conversation for one input, each made once, and which of them an input concerns.
 * Records may arrive twice, and records of different topics in any order: an old one is recognised
 * by its stream, media time or turn and ignored.
 */
final class ConversationRules {
  private final ConversationUpdate update;
  private final ConversationSettings settings;
  private final Interruption interruption;
  private final Floor floor;
  private final OwnWords ownWords;
  private final Speculation speculation;
  private final FailureHandling failures;
  private final CallPolicyRules policyRules;
  private final TranscriptWait transcriptWait;
  private final Keypad keypad;
  private final TurnEnding endings;
  private final Answering answering;
  private final StreamLifecycle streams;
  private final PlaybackReports playbackReports;
  private final UnclearSpeech unclearSpeech;

  ConversationRules(ConversationUpdate update, ConversationSettings settings) {
    this.update = update;
    this.settings = settings;
    interruption = new Interruption(update, settings.turnTaking());
    ownWords = new OwnWords(update);
    floor = new Floor(update, settings.turnTaking(), interruption);
    speculation = new Speculation(update, settings.turnTaking());
    failures = new FailureHandling(update, settings, interruption);
    policyRules = new CallPolicyRules(update, settings, interruption);
    transcriptWait = new TranscriptWait(update, settings.outagePolicy(), speculation);
    keypad = new Keypad(update, settings.callPolicy(), interruption);
    endings = new TurnEnding(update, settings, policyRules, failures, speculation);
    answering = new Answering(update, settings, speculation, interruption, endings);
    unclearSpeech = new UnclearSpeech(update, settings);
    playbackReports = new PlaybackReports(update, interruption, endings, answering);
    streams = new StreamLifecycle(update, settings, interruption, answering);
  }

  void onEvent(Event event) {
    switch (event) {
      case CallEvent call -> onCall(call);
      case SpeechEvent speech -> onSpeech(speech);
      case TranscriptEvent transcript -> onTranscript(transcript);
      case ReplyEvent reply -> onReply(reply);
      case PlaybackEvent playback -> playbackReports.on(playback);
      case ToolRequested requested -> {
        if (!requested.safe()) {
          update.keepQuestionBefore(requested.call());
          update.history = update.history.plus(requested.call());
        }
      }
      case ToolReturned returned -> {
        update.keepQuestionBefore(returned.call());
        update.history = update.history.plus(returned);
      }
      case TurnEvent _, GatewayCommand _ -> {
        // Written by the conversation itself.
      }
    }
  }

  /** Does what is due in a call that has not ended. */
  void onDeadline(boolean over) {
    if (over) {
      streams.endUnreported();
      return;
    }
    Turn stopped = update.turns.stopped();
    if (stopped != null && update.nowMs() >= stopped.deadlineMs()) {
      interruption.heard(stopped, 0, "");
      answering.answerIfDue();
    }
    floor.onDeadline();
    Turn turn = update.turns.current();
    if (turn != null && update.nowMs() >= turn.deadlineMs()) {
      endings.giveUp("no sound in time");
    }
    answering.answerIfDue();
    transcriptWait.coverIfDue();
    if (keypad.submitIfDue()) {
      answering.answerIfDue();
    } else {
      policyRules.apply();
    }
  }

  private void onCall(CallEvent call) {
    switch (call) {
      case CallStarted _, GapCovered _ -> {
        // A repeat, or something the gateway said by itself.
      }
      case DtmfPressed key -> {
        if (update.stream.isCurrent(key.streamSid())
            && !update.stream.hasEnded()
            && keypad.onKey(key)) {
          answering.answerIfDue();
        }
      }
      case StreamLost lost -> streams.onLost(lost.streamSid());
      case EndReported report -> streams.onEndReported(report);
      case CallResumed resumed -> streams.onResumed(resumed.streamSid());
      case RedirectFailed _ -> failures.actionFailed();
      case CallEnded ended -> streams.onEnded(ended);
    }
  }

  private void onSpeech(SpeechEvent speech) {
    if (!update.stream.isCurrent(speech.streamSid()) || update.stream.hasEnded()) {
      return;
    }
    switch (speech) {
      case SpeechStarted started -> {
        if (update.speech.isNewStart(started.startMs())) {
          update.speech = update.speech.started(started.startMs());
          speculation.drop(Speculation.SPEECH_CONTINUES);
          floor.onSpeechStarted();
        }
      }
      case SpeechPaused paused -> {
        if (update.speech.isOpen(paused.startMs())) {
          update.speech = update.speech.paused(update.nowMs());
        }
      }
      case SpeechEnded ended -> {
        if (update.speech.isNewEnd(ended.endMs())) {
          update.speech = update.speech.ended(ended, update.nowMs());
          floor.onSpeechEnded();
          answering.answerIfDue();
        }
      }
      case TurnJudged judged -> {
        if (update.speech.isLast(judged.endMs())) {
          update.speech = update.speech.judged(judged.completeProbability());
          answering.answerIfDue();
        }
      }
    }
  }

  private void onTranscript(TranscriptEvent event) {
    if (update.stream.hasEnded()) {
      return;
    }
    switch (event) {
      case PartialTranscript partial -> {
        boolean isNew =
            update.stream.isCurrent(partial.streamSid())
                && partial.startMs() >= update.speech.transcribedMs();
        String callers =
            ownWords.removedFromPartial(partial.text(), partial.streamSid(), partial.startMs());
        String words = SpokenWords.of(callers);
        if (isNew && !words.isEmpty()) {
          onPartial(partial, words);
        }
      }
      case FinalTranscript transcript -> {
        if (isNew(transcript.streamSid(), transcript.endMs())) {
          onFinal(transcript);
        }
      }
      case TranscriptionFailed failed -> {
        if (failed.permanent()) {
          failures.transcriptionLost();
        } else if (isNew(failed.streamSid(), failed.endMs())) {
          update.speech = update.speech.transcribed(failed.endMs(), failed.atMs());
          failures.utteranceLost();
        }
      }
      case AssistantHeard _ -> {
        // Written by the conversation itself.
      }
    }
  }

  private FinalTranscript withoutOwnWords(FinalTranscript words) {
    String callers = ownWords.removedFrom(words.text(), words.streamSid(), words.startMs());
    return new FinalTranscript(
        words.callSid(),
        words.streamSid(),
        words.startMs(),
        words.endMs(),
        callers,
        words.speechEndedAtMs(),
        words.atMs());
  }

  private boolean isNew(String streamSid, long endMs) {
    return update.stream.isCurrent(streamSid) && update.speech.isNewTranscript(endMs);
  }

  private void onFinal(FinalTranscript heard) {
    FinalTranscript transcript = withoutOwnWords(heard);
    boolean echo = transcript.text().isBlank() && !heard.text().isBlank();
    update.transcribed(transcript);
    String words = unclearSpeech.trusted(transcript);
    if (floor.onFinal(transcript, words)) {
      update.addCallerWords(words);
    }
    if (words.isEmpty() && !echo) {
      update.policy = update.policy.withSoundOfCaller(update.nowMs());
    }
    answering.answerIfDue();
    if (words.isEmpty() && !echo) {
      unclearSpeech.askAgain(transcript);
    }
  }

  private void onPartial(PartialTranscript partial, String words) {
    if (!settings.vadEnabled() && !update.speech.speaking()) {
      update.speech = update.speech.started(partial.startMs());
      floor.onSpeechStarted();
    }
    floor.onPartial(words);
    if (settings.vadEnabled()) {
      speculation.onPartial(words);
    }
  }

  private void onReply(ReplyEvent reply) {
    switch (reply) {
      case SegmentWritten segment -> {
        Turn turn = update.turns.current();
        if (turn != null && turn.number() == segment.turn()) {
          update.turns = update.turns.withCurrent(turn.with(segment));
        }
        Turn stopped = update.turns.stopped();
        if (stopped != null && stopped.number() == segment.turn()) {
          update.turns = update.turns.withStopped(stopped.with(segment));
        }
      }
      case ReplyEnded end -> onReplyEnded(end);
      case FloorRaised _ -> {
        // Written by the conversation itself.
      }
    }
  }

  private void onReplyEnded(ReplyEnded end) {
    Turn turn = update.turns.current();
    if (turn == null || turn.number() != end.turn()) {
      return;
    }
    if (end.then() != null) {
      update.pendingAction = PendingCallAction.announcedBy(end.turn(), end.then());
    }
    if (end.failure() != null) {
      update.turns =
          update.turns.withCurrent(turn.failed(end.failure(), Boolean.TRUE.equals(end.refused())));
      // Another request would fail as well: the failure is handled when the answer is due.
      boolean later = turn.isSpeculative() && end.failure().isPermanent();
      if (end.segments() == 0 && !later) {
        endings.giveUp("the model failed");
      }
    }
  }
}
