// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Speech that has been sent and whose marks have not come back, with the play-out clock: Twilio
 * plays what it has without pause, so a chunk begins when it is sent or when the one before it
 * ends. A returned mark sets the clock right. All times are {@link System#nanoTime}.
 */
final class SentAudio {
  /** A mark that comes back by more than this before its audio can have ended was flushed. */
  private static final long TOLERANCE_NANOS = 20_000_000;

  private final ArrayDeque<Sent> unconfirmed = new ArrayDeque<>();
  private long playedUntil;
  private long confirmedAt;

  SentAudio(long now) {
    playedUntil = now;
    confirmedAt = now;
  }

  /** A chunk that is on its way to the caller's ear. */
  private static final class Sent {
    final Chunk chunk;
    final String mark;
    final long startsAt;
    boolean markIsBack;

    Sent(Chunk chunk, String mark, long startsAt) {
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
   * @param begun true if its sound has begun
   * @param over true if it has ended
   */
  record Played(Chunk chunk, long nanos, boolean begun, boolean over) {}

  /** The chunk was sent, followed by its mark. */
  void add(Chunk chunk, String mark, long now) {
    var sent = new Sent(chunk, mark, later(now, playedUntil));
    playedUntil = sent.endsAt();
    unconfirmed.add(sent);
  }

  /** How much longer the caller will hear what was sent; negative if it ended that long ago. */
  long aheadNanos(long now) {
    return playedUntil - now;
  }

  boolean isEmpty() {
    return unconfirmed.isEmpty();
  }

  /** A mark came back, and so have all before it; false if it is none that we wait for. */
  boolean markReturned(String mark) {
    if (unconfirmed.stream().noneMatch(s -> s.mark.equals(mark))) {
      return false;
    }
    for (Sent sent : unconfirmed) {
      sent.markIsBack = true;
      if (sent.mark.equals(mark)) {
        break;
      }
    }
    return true;
  }

  /**
   * The next chunk that was heard to its end: its mark is back, and was not flushed before its
   * audio could have ended.
   */
  @Nullable Chunk confirmNext(long now) {
    Sent next = unconfirmed.peek();
    if (next == null || !next.markIsBack || next.endsAt() - now > TOLERANCE_NANOS) {
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

  /** The last turn of which an unconfirmed chunk has begun to be heard; -1 if there is none. */
  int lastBegun(long now) {
    return turns().stream()
        .filter(turn -> played(turn, now).stream().anyMatch(Played::begun))
        .max(Integer::compare)
        .orElse(-1);
  }

  /** The turns of which something is unconfirmed. */
  SortedSet<Integer> turns() {
    var turns = new TreeSet<Integer>();
    unconfirmed.forEach(s -> turns.add(s.chunk.turn()));
    return turns;
  }

  /**
   * True if turns below {@code floor} can only be silenced by a flush; false if they have been
   * played already and what follows them would only be played twice.
   */
  boolean mustFlush(int floor, long now) {
    SortedSet<Integer> below = turns().headSet(floor);
    boolean othersFollow = !turns().tailSet(floor).isEmpty();
    boolean allPlayed =
        below.stream().allMatch(turn -> played(turn, now).stream().allMatch(Played::over));
    return !below.isEmpty() && !(othersFollow && allPlayed);
  }

  /** Everything was flushed: forgets it all and returns the chunks from turn {@code floor} on. */
  List<Chunk> flush(int floor, long now) {
    List<Chunk> kept =
        unconfirmed.stream().map(s -> s.chunk).filter(c -> c.turn() >= floor).toList();
    unconfirmed.clear();
    playedUntil = now;
    confirmedAt = now;
    return kept;
  }

  /** The caller hears nothing of ours for so long, or something else. */
  void silentFor(long nanos, long now) {
    playedUntil = later(playedUntil, now + nanos);
  }

  /** Forgets what is of a turn below {@code floor}; nothing has to be sent again. */
  List<Chunk> forget(int floor) {
    unconfirmed.removeIf(s -> s.chunk.turn() < floor);
    return List.of();
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
