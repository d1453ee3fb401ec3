// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The turns in hand, oldest first. Lets nothing in that is below the floor or was in before. */
final class TurnQueue {
  /** Far more than an answer has: a writer gone wild must not fill the memory. */
  private static final int MAX_UNFINISHED = 500;

  private final Outbox outbox;
  private final TakenSegments taken = new TakenSegments();
  private final TreeMap<Integer, Turn> turns = new TreeMap<>();
  private int floor;

  TurnQueue(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Takes a segment. When there are too many already, it is dropped and its turn goes without. */
  void take(SegmentWritten segment, long offset) {
    if (segment.turn() < floor) {
      outbox.dropped(Reason.BELOW_FLOOR, 1);
    } else if (!taken.take(segment.turn(), segment.segment())) {
      outbox.dropped(Reason.REPEATED, 1);
    } else if (unfinished() >= MAX_UNFINISHED) {
      outbox.dropped(Reason.TOO_MANY, 1);
    } else {
      endTurnsBefore(segment.turn(), offset);
      boolean fixed = segment.firstTokenAtMs() == 0;
      turn(segment.turn()).add(new Turn.Piece(segment.segment(), segment.text(), fixed, offset));
    }
  }

  /** Takes a turn's end. */
  void take(ReplyEnded end, long offset) {
    if (end.turn() < floor) {
      outbox.dropped(Reason.BELOW_FLOOR, 1);
    } else if (!taken.end(end.turn())) {
      outbox.dropped(Reason.REPEATED, 1);
    } else {
      endTurnsBefore(end.turn(), offset);
      turn(end.turn()).end(end.segments(), offset);
    }
  }

  /** A later turn's words say that no more of an earlier one follow, should its end be missing. */
  private void endTurnsBefore(int number, long offset) {
    for (Turn turn : turns.headMap(number).values()) {
      if (!turn.isEnded()) {
        taken.end(turn.number);
        turn.end(turn.segments(), offset);
      }
    }
  }

  /** Removes what must not be heard any more, and returns it. */
  List<Turn> raiseFloor(int newFloor) {
    floor = Math.max(floor, newFloor);
    List<Turn> below = List.copyOf(turns.headMap(floor).values());
    for (Turn turn : below) {
      turns.remove(turn.number);
      outbox.dropped(Reason.BELOW_FLOOR, turn.unfinished());
    }
    return below;
  }

  /** The turn to be said now, null if there is none. */
  @Nullable Turn first() {
    return turns.isEmpty() ? null : turns.firstEntry().getValue();
  }

  List<Turn> all() {
    return List.copyOf(turns.values());
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** The turn is over; whatever still comes of it is a repeat. */
  void remove(Turn turn) {
    turns.remove(turn.number);
    taken.end(turn.number);
  }

  void clear() {
    turns.clear();
  }

  /** The first record that a successor would need. */
  OptionalLong neededOffset() {
    return turns.values().stream().flatMapToLong(t -> t.neededOffset().stream()).min();
  }

  private int unfinished() {
    return turns.values().stream().mapToInt(Turn::unfinished).sum();
  }

  private Turn turn(int number) {
    return turns.computeIfAbsent(number, Turn::new);
  }
}
