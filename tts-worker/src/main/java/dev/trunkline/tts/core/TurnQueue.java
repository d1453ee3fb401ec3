// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The turns in progress, oldest first. Drops records that are below the floor or repeated. */
final class TurnQueue {
  /** Far more than an answer has; bounds the memory that a faulty writer can fill. */
  private static final int MAX_UNFINISHED = 500;

  private final ActionBuffer actions;
  private final SegmentDeduplicator deduplicator = new SegmentDeduplicator();
  private final TreeMap<Integer, SpeechTurn> turns = new TreeMap<>();
  private int floor;

  TurnQueue(ActionBuffer actions) {
    this.actions = actions;
  }

  /** Adds a segment. Beyond {@link #MAX_UNFINISHED} it is dropped and its turn lacks it. */
  void add(SegmentWritten segment, long offset) {
    if (segment.turn() < floor) {
      actions.dropped(Reason.BELOW_FLOOR, 1);
    } else if (!deduplicator.addSegment(segment.turn(), segment.segment())) {
      actions.dropped(Reason.REPEATED, 1);
    } else if (unfinished() >= MAX_UNFINISHED) {
      actions.dropped(Reason.TOO_MANY, 1);
    } else {
      endTurnsBefore(segment.turn(), offset);
      boolean fixed = segment.firstTokenAtMs() == 0;
      turn(segment.turn())
          .add(new SpeechTurn.Segment(segment.segment(), segment.text(), fixed, offset));
    }
  }

  /** Ends a turn. */
  void end(ReplyEnded end, long offset) {
    if (end.turn() < floor) {
      actions.dropped(Reason.BELOW_FLOOR, 1);
    } else if (!deduplicator.finishTurn(end.turn())) {
      actions.dropped(Reason.REPEATED, 1);
    } else {
      endTurnsBefore(end.turn(), offset);
      turn(end.turn()).end(end.segments(), offset);
    }
  }

  /** A later turn's segment ends earlier turns, should their own end be missing. */
  private void endTurnsBefore(int number, long offset) {
    for (SpeechTurn turn : turns.headMap(number).values()) {
      if (!turn.isEnded()) {
        deduplicator.finishTurn(turn.number);
        turn.end(turn.segments(), offset);
      }
    }
  }

  /** Removes and returns the turns below the floor. The floor never falls. */
  List<SpeechTurn> raiseFloor(int newFloor) {
    floor = Math.max(floor, newFloor);
    List<SpeechTurn> below = List.copyOf(turns.headMap(floor).values());
    for (SpeechTurn turn : below) {
      turns.remove(turn.number);
      actions.dropped(Reason.BELOW_FLOOR, turn.unfinished());
    }
    return below;
  }

  /** The turn to synthesise now; null if the queue is empty. */
  @Nullable SpeechTurn first() {
    return turns.isEmpty() ? null : turns.firstEntry().getValue();
  }

  List<SpeechTurn> all() {
    return List.copyOf(turns.values());
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** Removes a finished turn; further records of it are repeats. */
  void remove(SpeechTurn turn) {
    turns.remove(turn.number);
    deduplicator.finishTurn(turn.number);
  }

  void clear() {
    turns.clear();
  }

  /** The first record that a successor would need; empty if none. */
  OptionalLong neededOffset() {
    return turns.values().stream().flatMapToLong(t -> t.neededOffset().stream()).min();
  }

  private int unfinished() {
    return turns.values().stream().mapToInt(SpeechTurn::unfinished).sum();
  }

  private SpeechTurn turn(int number) {
    return turns.computeIfAbsent(number, SpeechTurn::new);
  }
}
