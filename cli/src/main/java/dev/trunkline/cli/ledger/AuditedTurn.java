// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the topics say of one answer. */
final class AuditedTurn {
  final int number;
  final List<TurnRequested> requested = new ArrayList<>();
  final List<ReplyEnded> ended = new ArrayList<>();
  final List<PlaybackStarted> started = new ArrayList<>();
  final List<PlaybackFinished> finished = new ArrayList<>();
  final List<PlaybackInterrupted> stopped = new ArrayList<>();
  final List<TurnCompleted> completed = new ArrayList<>();
  final Map<Integer, String> segments = new TreeMap<>();
  private final Set<Integer> rewritten = new HashSet<>();
  private long segmentAtMs;
  private long repeats;

  AuditedTurn(int number) {
    this.number = number;
  }

  void add(SegmentWritten piece) {
    String before = segments.putIfAbsent(piece.segment(), piece.text());
    repeats += before == null ? 0 : 1;
    if (before != null && !before.equals(piece.text())) {
      rewritten.add(piece.segment());
    }
    segmentAtMs = Math.max(segmentAtMs, piece.atMs());
  }

  long finishedAtMs() {
    return finished.isEmpty() ? Long.MAX_VALUE : finished.getFirst().atMs();
  }

  long lastAtMs() {
    return Stream.<List<? extends Event>>of(requested, ended, started, finished, stopped)
        .flatMap(List::stream)
        .mapToLong(Event::atMs)
        .reduce(segmentAtMs, Math::max);
  }

  boolean playedWhile(String streamSid, long fromMs, long toMs) {
    return started.stream()
        .anyMatch(
            s -> s.streamSid().equals(streamSid) && s.mediaMs() <= toMs && untilMs() >= fromMs);
  }

  /** The voice had no sound for it, or for its rest, and the conversation knows that. */
  boolean wasUnspoken() {
    return stopped.stream().anyMatch(PlaybackInterrupted::wasUnspoken)
        && completed.stream().anyMatch(TurnCompleted::interrupted);
  }

  /** The model had no words for it. */
  boolean wasUnwritten() {
    return segments.isEmpty() && ended.stream().anyMatch(end -> end.failure() != null);
  }

  private long untilMs() {
    return Stream.<List<? extends PlaybackEvent>>of(finished, stopped)
        .flatMap(List::stream)
        .mapToLong(PlaybackEvent::mediaMs)
        .max()
        .orElse(Long.MAX_VALUE);
  }

  void close(String callSid, Optional<String> excuse, LedgerEntry page) {
    once(callSid, requested, AuditedTurn::wish, "asked for", page);
    once(callSid, started, s -> s.streamSid() + s.mediaMs(), "begun to be played", page);
    once(callSid, finished, Function.identity(), "played to its end", page);
    once(callSid, completed, AuditedTurn::conclusion, "concluded", page);
    page.repeated(repeats);
    if (!finished.isEmpty() && !stopped.isEmpty()) {
      page.doubled(callSid, "turn " + number + " was both played to its end and stopped");
    }
    if (!rewritten.isEmpty()) {
      page.doubled(callSid, "turn %d was written twice, with other words".formatted(number));
    }
    if (excuse.isPresent()) {
      page.interrupted(excuse.get(), 1);
      return;
    }
    if (completed.isEmpty()) {
      page.lost(callSid, "the conclusion of turn " + number);
    }
    written(callSid, page);
    if (started.isEmpty() && !segments.isEmpty()) {
      page.lost(callSid, "turn " + number + " was written and never played");
    }
  }

  private void written(String callSid, LedgerEntry page) {
    if (ended.isEmpty()) {
      page.lost(callSid, "the end of the words of turn " + number);
      return;
    }
    if (ended.getFirst().failure() != null) {
      page.interrupted("the model failed: " + ended.getFirst().failure(), 1);
    }
    for (int segment = 0; segment < ended.getFirst().segments(); segment++) {
      if (!segments.containsKey(segment)) {
        page.lost(callSid, "segment %d of turn %d".formatted(segment, number));
      }
    }
  }

  /** Who takes over from a worker that died asks for the same answer at another moment. */
  private static TurnRequested wish(TurnRequested e) {
    return new TurnRequested(
        e.callSid(), e.turn(), e.messages(), e.speechEndedAtMs(), e.guess(), 0);
  }

  /** So does who takes over from one that had concluded it, and not yet remembered that. */
  private static TurnCompleted conclusion(TurnCompleted e) {
    return new TurnCompleted(e.callSid(), e.turn(), e.text(), e.interrupted(), e.latency(), 0);
  }

  /** What says the same again is a repeat; another record of the same is a second effect. */
  private <E extends Event> void once(
      String callSid, List<E> records, Function<E, ?> says, String what, LedgerEntry page) {
    long different = records.stream().map(says).distinct().count();
    page.repeated(records.size() - different);
    if (different > 1) {
      List<Instant> moments = records.stream().map(Event::atMs).map(Instant::ofEpochMilli).toList();
      page.doubled(
          callSid, "turn %d was %s %d times: %s".formatted(number, what, different, moments));
    }
  }
}
