// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Speech that was sent and whose marks have not come back, with the play-out clock: Twilio plays
 * without pauses, so a chunk starts when it is sent or when the one before it ends. A returned mark
 * corrects the clock. All times are {@link System#nanoTime}.
 */
final class SentAudio {
  /**
   * A mark that comes back earlier than this before the end of its audio was flushed by a clear.
   */
  private static final long TOLERANCE_NANOS = 20_000_000;

  /** A mark that has not come back this long after its audio should have ended is lost. */
  private static final long LOST_NANOS = 2_000_000_000;

  private final ArrayDeque<Sent> unconfirmed = new ArrayDeque<>();
  private final PlaybackStall stall = new PlaybackStall();
  private long playedUntil;
  private long confirmedAt;

  SentAudio(long now) {
    playedUntil = now;
    confirmedAt = now;
  }

  /** A chunk that Twilio has been sent. */
  private static final class Sent {
    final PlayoutChunk chunk;
    final String mark;
    final long startsAt;
    boolean markIsBack;

    Sent(PlayoutChunk chunk, String mark, long startsAt) {
      this.chunk = chunk;
      this.mark = mark;
      this.startsAt = startsAt;
    }

    long endsAt() {
      return startsAt + chunk.nanos();
    }
  }

  /**
   * How far a chunk has been played.
   *
   * @param begun true if its audio has started
   * @param over true if its audio has ended
   */
  record Played(PlayoutChunk chunk, long nanos, boolean begun, boolean over) {}

  /** Adds a chunk that was sent, followed by its mark. */
  void add(PlayoutChunk chunk, String mark, long now) {
    if (now - playedUntil > 0) {
      stall.begins();
    }
    var sent = new Sent(chunk, mark, later(now, playedUntil));
    playedUntil = sent.endsAt();
    unconfirmed.add(sent);
  }

  /** True once for every hole that the caller heard in audio that was sent in time. */
  boolean takeStall() {
    return stall.take();
  }

  /** How much longer sent audio will play; negative if it ended that long ago. */
  long aheadNanos(long now) {
    return playedUntil - now;
  }

  boolean isEmpty() {
    return unconfirmed.isEmpty();
  }

  /** A mark came back, and with it all before it; false if it is not one we wait for. */
  boolean markReturned(String mark, long now) {
    if (unconfirmed.stream().noneMatch(s -> s.mark.equals(mark))) {
      return false;
    }
    for (Sent sent : unconfirmed) {
      sent.markIsBack = true;
      if (sent.mark.equals(mark)) {
        stall.markReturned(now, sent.endsAt());
        break;
      }
    }
    return true;
  }

  /**
   * Removes the next chunk that was heard to its end: its mark came back, and not before its audio
   * could have ended; or it is long overdue, so that a lost mark does not keep a call open. Null
   * without one.
   */
  @Nullable PlayoutChunk confirmNext(long now) {
    Sent next = unconfirmed.peek();
    if (next == null) {
      return null;
    }
    boolean heard = next.markIsBack && next.endsAt() - now <= TOLERANCE_NANOS;
    boolean lost = now - next.endsAt() >= LOST_NANOS;
    if (!heard && !lost) {
      return null;
    }
    confirmedAt = now;
    return unconfirmed.remove().chunk;
  }

  /** The unconfirmed chunks of a turn and how far they have been played. */
  List<Played> played(int turn, long now) {
    return played(now).stream().filter(p -> p.chunk().turn() == turn).toList();
  }

  /** All unconfirmed chunks and how far they have been played. */
  List<Played> played(long now) {
    var played = new ArrayList<Played>();
    long free = confirmedAt;
    for (Sent sent : unconfirmed) {
      long start = later(sent.startsAt, free);
      long nanos = Math.clamp(now - start, 0, sent.chunk.nanos());
      free = start + sent.chunk.nanos();
      played.add(new Played(sent.chunk, nanos, now - start > 0, now - free >= 0));
    }
    return played;
  }

  /** The last turn with an unconfirmed chunk that has started to play; -1 if none. */
  int lastBegun(long now) {
    return turns().stream()
        .filter(turn -> played(turn, now).stream().anyMatch(Played::begun))
        .max(Integer::compare)
        .orElse(-1);
  }

  /** The turns with unconfirmed chunks. */
  SortedSet<Integer> turns() {
    var turns = new TreeSet<Integer>();
    unconfirmed.forEach(s -> turns.add(s.chunk.turn()));
    return turns;
  }

  /**
   * True if silencing the turns below {@code floor} needs a clear; false if they have been played
   * already, so that a clear would only repeat the turns after them.
   */
  boolean mustFlush(int floor, long now) {
    SortedSet<Integer> below = turns().headSet(floor);
    boolean othersFollow = !turns().tailSet(floor).isEmpty();
    boolean allPlayed =
        below.stream().allMatch(turn -> played(turn, now).stream().allMatch(Played::over));
    return !below.isEmpty() && !(othersFollow && allPlayed);
  }

  /** After a clear: removes everything and returns the chunks from turn {@code floor} on. */
  List<PlayoutChunk> flush(int floor, long now) {
    List<PlayoutChunk> kept =
        unconfirmed.stream().map(s -> s.chunk).filter(c -> c.turn() >= floor).toList();
    unconfirmed.clear();
    stall.begins();
    playedUntil = now;
    confirmedAt = now;
    return kept;
  }

  /** For {@code nanos} from now Twilio plays none of these chunks. */
  void blockFor(long nanos, long now) {
    playedUntil = later(playedUntil, now + nanos);
  }

  /** Removes the turns below {@code floor}; nothing has to be sent again. */
  List<PlayoutChunk> forget(int floor) {
    unconfirmed.removeIf(s -> s.chunk.turn() < floor);
    return List.of();
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
