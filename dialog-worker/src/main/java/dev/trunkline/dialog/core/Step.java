// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.GatewayCommand.Interrupt;
import dev.trunkline.events.GatewayCommand.Resume;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation while one event is worked on: its parts to be changed, the events that follow, and
 * the moves the rules are made of. Lives for one call of {@link Dialog}.
 */
final class Step {
  private final String callSid;
  private final Manners manners;
  private final long nowMs;
  private final List<Event> events = new ArrayList<>();
  final History history;
  final List<String> pastStreams;
  private int floor;
  private int nextTurn;
  String unanswered;
  String cutShort;
  String aside;
  @Nullable Pausing pausing;
  int guesses;
  Attention attention;
  String streamSid;
  Hearing hearing;
  @Nullable Turn turn;
  @Nullable Turn interrupted;
  @Nullable Errand errand;
  long streamLostAtMs;
  long endReportedAtMs;
  int failedTurns;
  long endedAtMs;

  Step(Conversation before, Manners manners, long nowMs) {
    this.manners = manners;
    this.nowMs = nowMs;
    callSid = before.callSid();
    streamSid = before.streamSid();
    floor = before.floor();
    nextTurn = before.nextTurn();
    history = new History(before.history());
    hearing = before.hearing();
    unanswered = before.unanswered();
    turn = before.turn();
    interrupted = before.interrupted();
    cutShort = before.cutShort();
    pausing = before.pausing();
    aside = before.aside();
    guesses = before.guesses();
    attention = before.attention();
    errand = before.errand();
    pastStreams = new ArrayList<>(before.pastStreams());
    streamLostAtMs = before.streamLostAtMs();
    endReportedAtMs = before.endReportedAtMs();
    failedTurns = before.failedTurns();
    endedAtMs = before.endedAtMs();
  }

  Decision decision() {
    return new Decision(conversation(), events);
  }

  private Conversation conversation() {
    return new Conversation(
        callSid,
        streamSid,
        floor,
        nextTurn,
        history.lines(),
        hearing,
        unanswered,
        turn,
        interrupted,
        cutShort,
        pausing,
        aside,
        guesses,
        attention,
        errand,
        pastStreams,
        streamLostAtMs,
        endReportedAtMs,
        failedTurns,
        endedAtMs);
  }

  /** See {@link Conversation#isIdle}. */
  boolean isIdle() {
    return conversation().isIdle();
  }

  /** The number of the last turn that was begun. */
  int lastTurn() {
    return nextTurn - 1;
  }

  /** True if this turn is the one on its way to the caller. */
  boolean isCurrent(int number) {
    return turn != null && turn.number() == number;
  }

  String callSid() {
    return callSid;
  }

  long nowMs() {
    return nowMs;
  }

  /** Tells the world. */
  void say(Event event) {
    events.add(event);
  }

  /** Says a fixed text as a turn of its own. */
  void say(String text) {
    say(text, true);
  }

  void say(String text, boolean interruptible) {
    if (text.isEmpty() || endedAtMs > 0) {
      return;
    }
    int number = nextTurn++;
    turn = Turn.fixed(number, text, deadline(), interruptible);
    events.add(new SegmentWritten(callSid, number, 0, text, 0, nowMs));
    events.add(new ReplyEnded(callSid, number, 1, null, nowMs));
    letThrough(number);
  }

  /**
   * A predecessor may have died after it had held back the guess that this number was to be. Said
   * last: what is said first sets out at once, and the rest when that has arrived.
   */
  private void letThrough(int turn) {
    events.add(new Resume(callSid, turn, nowMs));
  }

  /** Says this, if it is anything, and ends the call when it is heard. */
  void sayAndHangUp(String text) {
    if (turn != null) {
      stop("giving up");
    }
    say(text, false);
    attention = attention.over();
    events.add(
        text.isEmpty()
            ? HangUp.atOnce(callSid, nowMs)
            : new HangUp(callSid, lastTurn(), text, nowMs));
  }

  /** Raises the floor over the turn on its way; what was heard of it is known later. */
  void stop(String cause) {
    Turn stopped = turn;
    if (stopped == null) {
      return;
    }
    pausing = null;
    raiseFloor(stopped.number() + 1, cause);
    events.add(new Interrupt(callSid, floor, nowMs));
    if (interrupted != null) {
      ending().heard(interrupted, 0, "");
    }
    interrupted = stopped.until(nowMs + manners.stopTimeoutMs());
    turn = null;
  }

  int raiseFloor(int to, String cause) {
    floor = Math.max(floor, to);
    events.add(new TurnCancelled(callSid, floor - 1, floor, cause, nowMs));
    events.add(new FloorRaised(callSid, floor, nowMs));
    return floor;
  }

  /** The words up to here are known. */
  void understood(FinalTranscript words) {
    hearing =
        manners.vadRuns()
            ? hearing.transcribed(words.endMs(), words.atMs())
            : hearing.committed(words);
  }

  /** Takes up the caller's words, to be answered. */
  void take(String words) {
    if (!words.isBlank()) {
      unanswered = (unanswered + " " + words.strip()).strip();
      cutShort = "";
      attention = attention.answered(nowMs);
    }
  }

  /** Requests an answer once the caller is silent, understood, and what was heard is known. */
  void answerIfDue() {
    if (!hearing.isSettled() || interrupted != null || endedAtMs > 0) {
      return;
    }
    var speculation = new Speculation(this, manners.turnTaking());
    if (speculation.guess() != null && !speculation.fits(unanswered)) {
      speculation.drop(Speculation.WRONG);
    }
    if (!unanswered.isEmpty()) {
      answer(speculation);
    } else if (!cutShort.isEmpty() && turn == null && attention.keys().isEmpty()) {
      String rest = cutShort;
      cutShort = "";
      say(rest);
    }
  }

  private void answer(Speculation speculation) {
    boolean guessed = speculation.guess() != null;
    if (turn != null && !guessed) {
      if (turn.interruptible()) {
        stop("the caller said more");
      }
    } else if (nowMs >= manners.answerDueMs(hearing, unanswered)) {
      String words = unanswered;
      unanswered = "";
      if (guessed) {
        speculation.confirm();
      } else {
        request(words, null);
      }
      history.add(Role.USER, words);
    }
  }

  /** Asks for an answer to what the caller is believed to have said. */
  void request(String guess) {
    request(guess, guess);
  }

  private void request(String words, @Nullable String guess) {
    int number = nextTurn++;
    guesses = guess == null ? 0 : guesses;
    boolean understood = guess == null;
    var answers =
        new Turn.Answers(
            streamSid,
            hearing.endedMs(),
            hearing.decidedMs(),
            hearing.decidedAtMs(),
            understood ? hearing.transcribedAtMs() : nowMs,
            nowMs);
    turn = Turn.requested(number, answers, deadline(), guess);
    events.add(
        new TurnRequested(
            callSid,
            number,
            history.asking(words, manners.systemPrompt(), manners.historyLines()),
            hearing.decidedAtMs(),
            understood ? null : true,
            nowMs));
    if (understood) {
      letThrough(number);
    }
  }

  /** For whatever brings a turn to its end. */
  Ending ending() {
    return new Ending(this, manners);
  }

  /** A tool has done something; from now on the model sees it. */
  void toolReturned(ToolReturned returned) {
    history.toolReturned(returned);
  }

  /** See {@link Dialog#afterOutage}. */
  void waitAnew() {
    if (turn != null) {
      turn = turn.notGivenUpBefore(deadline());
    }
    if (interrupted != null) {
      interrupted = interrupted.notGivenUpBefore(nowMs + manners.stopTimeoutMs());
    }
    attention = attention.quietSinceAtLeast(nowMs);
    if (streamLostAtMs > 0) {
      streamLostAtMs = Math.max(streamLostAtMs, nowMs);
    }
    if (endReportedAtMs > 0) {
      endReportedAtMs = Math.max(endReportedAtMs, nowMs);
    }
  }

  private long deadline() {
    return nowMs + manners.replyTimeoutMs();
  }
}
