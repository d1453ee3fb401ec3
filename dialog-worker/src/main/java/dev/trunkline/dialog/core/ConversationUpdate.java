// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation while one input is processed: the parts of its state, which rules replace by new
 * values, and the events that follow. Lives for one call of {@link Dialog#on}.
 */
final class ConversationUpdate {
  private final String callSid;
  private final ConversationSettings settings;
  private final long nowMs;
  private final List<Event> events = new ArrayList<>();
  StreamState stream;
  TurnState turns;
  CallerSpeech speech;
  PendingWords words;
  History history;
  CallPolicyState policy;
  @Nullable PendingCallAction pendingAction;
  private final @Nullable CallParties parties;

  ConversationUpdate(Conversation before, ConversationSettings settings, long nowMs) {
    this.settings = settings;
    this.nowMs = nowMs;
    callSid = before.callSid();
    stream = before.stream();
    turns = before.turns();
    speech = before.speech();
    words = before.words();
    history = before.history();
    policy = before.policy();
    pendingAction = before.pendingAction();
    parties = before.parties();
  }

  Conversation conversation() {
    return new Conversation(
        callSid, stream, turns, speech, words, history, policy, pendingAction, parties);
  }

  Decision decision() {
    return new Decision(conversation(), events);
  }

  String callSid() {
    return callSid;
  }

  long nowMs() {
    return nowMs;
  }

  void emit(Event event) {
    events.add(event);
  }

  void greet() {
    speak(spoken(settings.greeting()), settings.turnTaking().greetingInterruptible());
  }

  /** Speaks a fixed text as a turn of its own; "" is no turn. */
  void speak(String text) {
    speak(text, !text.equals(settings.notice()));
  }

  void speak(String text, boolean interruptible) {
    if (text.isEmpty() || stream.hasEnded()) {
      return;
    }
    int number = turns.nextTurn();
    turns = turns.begun(Turn.fixed(number, text, replyDeadlineMs(), interruptible));
    emit(new SegmentWritten(callSid, number, 0, text, 0, nowMs));
    emit(new ReplyEnded(callSid, number, 1, null, nowMs));
    releasePlayback(number);
  }

  /** Requests an answer to what the caller said. */
  void requestAnswer(String said) {
    turns = turns.withSpeculations(0);
    AnsweredSpeech answered = AnsweredSpeech.certain(stream.sid(), speech, nowMs);
    int number = request(said, answered, null);
    releasePlayback(number);
  }

  /** Requests an answer to what the caller is assumed to have said; its playback stays paused. */
  void requestSpeculatively(String assumed) {
    request(assumed, AnsweredSpeech.assumed(stream.sid(), speech, nowMs), assumed);
  }

  private int request(String said, AnsweredSpeech answered, @Nullable String assumed) {
    int number = turns.nextTurn();
    Locality locality = settings.locality();
    turns = turns.begun(Turn.requested(number, answered, replyDeadlineMs(), assumed));
    emit(
        new TurnRequested(
            callSid,
            number,
            history.prompt(said, systemPrompt(), settings.maxHistoryLines()),
            speech.decidedAtMs(),
            assumed == null ? null : true,
            parties == null || locality == null ? null : locality.facts(parties),
            nowMs));
    return number;
  }

  private String systemPrompt() {
    Locality locality = settings.locality();
    return parties == null || locality == null
        ? settings.systemPrompt()
        : locality.fill(settings.systemPrompt(), callSid, parties);
  }

  /** A text of the settings with its placeholders filled. */
  String spoken(String text) {
    Locality locality = settings.locality();
    return parties == null || locality == null ? text : locality.fillSpoken(text, callSid, parties);
  }

  /**
   * A worker that died here may have paused this turn number for a speculative answer. Emitted
   * last: the first record of a decision leaves immediately, the others after its acknowledgement.
   */
  private void releasePlayback(int turn) {
    emit(new Resume(callSid, turn, nowMs));
  }

  /**
   * Raises the floor above {@code turn}, so that nothing of it is played from now on.
   *
   * @return the floor
   */
  int raiseFloorAbove(Turn turn, String cause) {
    turns = turns.withFloorAtLeast(turn.number() + 1);
    int floor = turns.floor();
    emit(new TurnCancelled(callSid, floor - 1, floor, cause, nowMs));
    emit(new FloorRaised(callSid, floor, nowMs));
    return floor;
  }

  /** Adds to the history what the caller heard of {@code turn} and reports the turn completed. */
  void completeTurn(Turn turn, String heard, boolean cut) {
    history = history.plus(Role.ASSISTANT, heard);
    if (!heard.isEmpty()) {
      emit(new AssistantHeard(callSid, turn.number(), heard, cut, nowMs));
    }
    emit(new TurnCompleted(callSid, turn.number(), heard, cut, turn.latency(), nowMs));
  }

  /** The caller's words up to here are known. */
  void transcribed(FinalTranscript transcript) {
    speech =
        settings.vadEnabled()
            ? speech.transcribed(transcript.endMs(), transcript.atMs())
            : speech.committed(transcript);
  }

  /** Adds words of the caller that are to be answered. */
  void addCallerWords(String text) {
    if (!text.isBlank()) {
      words = words.plusUnanswered(text.strip()).withUnheardRest("");
      boolean asksToWait = WaitRequest.isIn(text, settings.callPolicy().waitPhrases());
      policy = policy.withCallerActive(nowMs, asksToWait);
    }
  }

  /**
   * A tool was called for words that were taken back to be answered together with later ones:
   * returns them to the history, in front of {@code call}.
   */
  void keepQuestionBefore(ToolCall call) {
    boolean belongs = turns.current() == null || turns.current().isSpeculative();
    if (belongs && !history.knows(call) && !words.unanswered().isEmpty()) {
      history = history.plus(Role.USER, words.unanswered());
      words = words.withUnanswered("").withAnswerOwed(true);
    }
  }

  /** Restarts every wait at this moment, as after an outage in which no record could arrive. */
  void restartWaits() {
    Turn turn = turns.current();
    if (turn != null) {
      turns = turns.withCurrent(turn.notGivenUpBefore(replyDeadlineMs()));
    }
    Turn stopped = turns.stopped();
    if (stopped != null) {
      turns = turns.withStopped(stopped.notGivenUpBefore(stopDeadlineMs()));
    }
    policy = policy.notBefore(nowMs);
    stream = stream.notBefore(nowMs);
  }

  long stopDeadlineMs() {
    return nowMs + settings.stopTimeoutMs();
  }

  private long replyDeadlineMs() {
    return nowMs + settings.replyTimeoutMs();
  }
}
