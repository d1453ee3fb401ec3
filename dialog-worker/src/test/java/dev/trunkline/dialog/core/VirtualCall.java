// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.dialog.core.ConversationInput.DeadlineReached;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call in virtual time; media time equals the wall clock. Each method sends an event at the
 * current time and returns the events that follow, which are also collected.
 */
final class VirtualCall {
  static final String CALL = "CA1";
  static final String STREAM = "MZ1";

  /** Silence after which VAD reports the end of speech. */
  static final long SILENCE_MS = 200;

  final ConversationSettings settings;
  final List<Event> events = new ArrayList<>();
  private final Dialog dialog;
  private @Nullable Conversation conversation;
  private long speechStartMs;
  long now = 1_000;

  /** How far the clock of the VAD worker is ahead. */
  long detectorAheadMs;

  VirtualCall(Map<String, String> environment) {
    settings =
        ConversationSettings.from(
            Settings.of(Map.of("SYSTEM_PROMPT", "Be kind.", "GREETING", "Hello."))
                .with(environment));
    dialog = new Dialog(settings);
  }

  VirtualCall() {
    this(Map.of());
  }

  Conversation conversation() {
    return Objects.requireNonNull(conversation);
  }

  List<Event> on(Event event) {
    return apply(dialog.on(conversation, ConversationInput.of(event), now));
  }

  private List<Event> apply(Decision decision) {
    conversation = decision.conversation();
    events.addAll(decision.events());
    return decision.events();
  }

  /** The last request for an answer among {@code events}. */
  static TurnRequested lastRequest(List<Event> events) {
    return events.stream()
        .filter(TurnRequested.class::isInstance)
        .map(TurnRequested.class::cast)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /** Lets time pass and timers run; returns the events that follow. */
  List<Event> waitMs(long ms) {
    var followed = new ArrayList<Event>();
    long end = now + ms;
    while (conversation != null && conversation.deadlineMs(settings) <= end) {
      long due = conversation.deadlineMs(settings);
      now = Math.max(now, due);
      Conversation before = conversation;
      followed.addAll(apply(dialog.on(before, new DeadlineReached(), now)));
      if (conversation != null && conversation.deadlineMs(settings) <= due) {
        throw new AssertionError("deadline does not move: " + conversation);
      }
    }
    now = end;
    return followed;
  }

  VirtualCall started() {
    on(new CallStarted(CALL, STREAM, "+1", "+2", now));
    return this;
  }

  VirtualCall greeted() {
    started();
    plays(0);
    heardWhole(0);
    return this;
  }

  List<Event> speaks() {
    speechStartMs = now - 96;
    return on(new SpeechStarted(CALL, STREAM, speechStartMs, now));
  }

  /** VAD reports a pause in speech. */
  List<Event> pauses() {
    return on(new SpeechPaused(CALL, STREAM, speechStartMs, now - 32, now));
  }

  List<Event> partial(String text) {
    return on(new PartialTranscript(CALL, STREAM, speechStartMs, text, now));
  }

  /** The caller fell silent {@link #SILENCE_MS} ago, after 300 ms of speech at least. */
  List<Event> silent() {
    waitMs(Math.max(0, speechStartMs + 300 + SILENCE_MS - now));
    return on(
        new SpeechEnded(CALL, STREAM, speechStartMs, now - SILENCE_MS, now, now + detectorAheadMs));
  }

  /** The verdict of the turn model on the last utterance. */
  List<Event> judged(double completeProbability) {
    long endMs = conversation().speech().endedMs();
    return on(new TurnJudged(CALL, STREAM, speechStartMs, endMs, completeProbability, now));
  }

  /** The transcript of the last utterance, 150 ms later. */
  List<Event> words(String text) {
    var followed = new ArrayList<>(waitMs(150));
    followed.addAll(wordsNow(text));
    return followed;
  }

  List<Event> wordsNow(String text) {
    long endMs = conversation().speech().endedMs();
    return on(new FinalTranscript(CALL, STREAM, speechStartMs, endMs, text, now, now));
  }

  /** An utterance of one second, transcribed 150 ms after its end was reported. */
  List<Event> says(String text) {
    var followed = new ArrayList<>(speaks());
    followed.addAll(waitMs(1_000));
    followed.addAll(silent());
    followed.addAll(words(text));
    return followed;
  }

  void writes(int turn, String... segments) {
    for (int i = 0; i < segments.length; i++) {
      on(new SegmentWritten(CALL, turn, i, segments[i], 1, 1));
    }
    on(new ReplyEnded(CALL, turn, segments.length, null, now));
  }

  List<Event> plays(int turn) {
    return on(new PlaybackStarted(CALL, STREAM, turn, now, now, now));
  }

  List<Event> heardWhole(int turn) {
    return on(new PlaybackFinished(CALL, STREAM, turn, now, now));
  }

  List<Event> heardPart(int turn, int segment, String words) {
    return on(new PlaybackInterrupted(CALL, STREAM, turn, segment, words, 900, now, null, now));
  }

  /** The voice produces no audio for the rest. */
  List<Event> audioFailsAfter(int turn, int segment, String words) {
    return on(new PlaybackInterrupted(CALL, STREAM, turn, segment, words, 900, now, true, now));
  }

  /** Turn 1 answers "When do you open?" and is playing. */
  VirtualCall answering() {
    greeted();
    says("When do you open?");
    waitMs(500);
    writes(1, "At nine. ", "And we close at five.");
    plays(1);
    return this;
  }
}
