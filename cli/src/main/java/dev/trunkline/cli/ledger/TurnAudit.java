// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.PlaybackEvent.PlaybackFinished;
import dev.trunkline.events.PlaybackEvent.PlaybackInterrupted;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.ToolRequested;
import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The answers: each is requested, written, played and completed once. */
final class TurnAudit {
  private final TreeMap<Integer, AuditedTurn> turns = new TreeMap<>();
  private final List<TurnCancelled> cancelled = new ArrayList<>();

  private AuditedTurn of(int number) {
    return turns.computeIfAbsent(number, AuditedTurn::new);
  }

  void add(TurnEvent event) {
    switch (event) {
      case TurnRequested e -> of(e.turn()).requested.add(e);
      case TurnCompleted e -> of(e.turn()).completed.add(e);
      case TurnCancelled e -> cancelled.add(e);
      case TurnConfirmed _, ToolRequested _, ToolReturned _ -> {
        // Steps on the way.
      }
    }
  }

  void add(ReplyEvent event) {
    switch (event) {
      case SegmentWritten e -> of(e.turn()).add(e);
      case ReplyEnded e -> of(e.turn()).ended.add(e);
      case FloorRaised _ -> {
        // As the turns say.
      }
    }
  }

  void add(PlaybackEvent event) {
    switch (event) {
      case PlaybackStarted e -> of(e.turn()).started.add(e);
      case PlaybackFinished e -> of(e.turn()).finished.add(e);
      case PlaybackInterrupted e -> of(e.turn()).stopped.add(e);
    }
  }

  /** The text of a segment, if it was written. */
  Optional<String> text(int turn, int segment) {
    return Optional.ofNullable(of(turn).segments.get(segment));
  }

  /** All segments, by turn. */
  Map<Integer, Map<Integer, String>> segments() {
    var all = new TreeMap<Integer, Map<Integer, String>>();
    turns.forEach((number, turn) -> all.put(number, turn.segments));
    return all;
  }

  /** Why a turn need not have come to its end; empty if it must have. */
  Optional<String> excuse(int number, CallLifecycle life) {
    AuditedTurn turn = of(number);
    if (turn.wasUnspoken()) {
      return Optional.of("no voice");
    }
    if (turn.wasUnwritten()) {
      return Optional.of("the model failed");
    }
    Optional<String> cause =
        cancelled.stream()
            .filter(cancel -> cancel.floor() > number && cancel.atMs() <= turn.finishedAtMs())
            .map(TurnCancelled::cause)
            .findFirst();
    if (cause.isPresent() || !turn.finished.isEmpty()) {
      return cause;
    }
    if (!turn.stopped.isEmpty()) {
      return Optional.of("stopped at the gateway");
    }
    return life.endedSoonAfter(turn.lastAtMs()) ? Optional.of("call ended") : Optional.empty();
  }

  /** How long a turn was played to its end, if it was, in one stream. */
  Optional<Long> playedMs(int number) {
    AuditedTurn turn = of(number);
    if (turn.started.isEmpty() || turn.finished.isEmpty()) {
      return Optional.empty();
    }
    PlaybackStarted start = turn.started.getFirst();
    PlaybackFinished end = turn.finished.getFirst();
    return start.streamSid().equals(end.streamSid())
        ? Optional.of(end.mediaMs() - start.mediaMs())
        : Optional.empty();
  }

  /** True if the caller heard a turn during that part of the stream. */
  boolean playedWhile(String streamSid, long fromMs, long toMs) {
    return turns.values().stream().anyMatch(turn -> turn.playedWhile(streamSid, fromMs, toMs));
  }

  void close(String callSid, CallLifecycle life, LedgerEntry page) {
    int last = turns.isEmpty() ? -1 : turns.lastKey();
    page.count(last + 1L);
    for (int number = 0; number <= last; number++) {
      if (!turns.containsKey(number)) {
        page.lost(callSid, "turn " + number);
      } else {
        of(number).close(callSid, excuse(number, life), page);
      }
    }
    answeredOnce(callSid, page);
  }

  /** Two whole answers to the very same question. */
  private void answeredOnce(String callSid, LedgerEntry page) {
    var questions = new HashMap<List<TurnEvent.Message>, Integer>();
    for (AuditedTurn turn : turns.values()) {
      boolean heard =
          turn.completed.stream().anyMatch(c -> !c.interrupted() && !c.text().isBlank());
      if (heard && !turn.requested.isEmpty()) {
        Integer before = questions.put(turn.requested.getFirst().messages(), turn.number);
        if (before != null) {
          page.doubled(callSid, "turns %d and %d answer the same".formatted(before, turn.number));
        }
      }
    }
  }
}
