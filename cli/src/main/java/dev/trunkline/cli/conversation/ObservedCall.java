// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnLatency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call put together from its events: what the caller said, what the caller heard, how long it
 * took. Thread-safe: told on one thread, asked on another.
 */
public final class ObservedCall {
  /** What the caller said, in media time. */
  public record Utterance(long startMs, long endMs, String text) {}

  /**
   * What the caller heard of a turn.
   *
   * @param endMs where it ended on the axis of {@code startMs}
   * @param latency null for turns that answer nothing
   */
  public record Heard(
      int turn,
      long startMs,
      long endMs,
      String text,
      boolean interrupted,
      @Nullable TurnLatency latency) {}

  private final String callSid;
  private final List<Utterance> utterances = new ArrayList<>();
  private final Map<Integer, Long> begins = new LinkedHashMap<>();
  private final Map<Integer, Long> ends = new LinkedHashMap<>();
  private final Map<Integer, TurnCompleted> completed = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable CallEnded end;

  public ObservedCall(String callSid) {
    this.callSid = callSid;
  }

  /** Takes an event; those of other calls and repeats are passed over. */
  public synchronized void accept(Event event) {
    if (!event.callSid().equals(callSid)) {
      return;
    }
    switch (event) {
      case FinalTranscript words -> {
        boolean news = utterances.isEmpty() || utterances.getLast().endMs() < words.endMs();
        if (news && !words.text().isBlank()) {
          utterances.add(new Utterance(words.startMs(), words.endMs(), words.text()));
        }
      }
      case TranscriptionFailed failed -> failures.add("transcription: " + failed.category());
      case PlaybackStarted started -> begins.putIfAbsent(started.turn(), started.mediaMs());
      case PlaybackFinished finished -> ended(finished);
      case PlaybackInterrupted stopped -> ended(stopped);
      case TurnCompleted turn -> completed.putIfAbsent(turn.turn(), turn);
      case CallEnded ended -> end = ended;
      default -> {
        // The rest of the events is the services' talk among themselves.
      }
    }
    notifyAll();
  }

  private void ended(PlaybackEvent event) {
    ends.putIfAbsent(event.turn(), event.mediaMs());
  }

  public String callSid() {
    return callSid;
  }

  public synchronized List<Utterance> utterances() {
    return List.copyOf(utterances);
  }

  /** The turns of which something was heard, in order. */
  public synchronized List<Heard> turns() {
    var turns = new ArrayList<Heard>();
    completed.forEach((number, turn) -> heard(number).ifPresent(turns::add));
    return turns;
  }

  /** What was heard of a turn, once it is over. */
  public synchronized Optional<Heard> heard(int number) {
    TurnCompleted turn = completed.get(number);
    Long start = begins.get(number);
    if (turn == null || start == null || turn.text().isBlank()) {
      return Optional.empty();
    }
    long until = ends.getOrDefault(number, start);
    return Optional.of(
        new Heard(number, start, until, turn.text(), turn.interrupted(), turn.latency()));
  }

  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** How the call ended, once it has. */
  public synchronized Optional<CallEvent.Cause> cause() {
    return Optional.ofNullable(end).map(CallEnded::cause);
  }

  /** Waits until the call has ended and its turns are complete; false if that takes too long. */
  public synchronized boolean awaitEnd(long timeoutMs) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutMs * 1_000_000;
    while (end == null) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }
}
