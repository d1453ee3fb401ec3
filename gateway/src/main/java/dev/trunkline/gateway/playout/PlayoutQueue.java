// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.OutboundAudio.End;
import dev.trunkline.events.topic.SpeechSplice;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Speech waiting to be sent, in order of turn, segment and chunk, every word once. Holds at most a
 * given length of audio; the turn that does not fit loses its rest and is marked as cut.
 */
final class PlayoutQueue {
  /** What a chunk without audio counts, so that those are bounded too. */
  private static final long LEAST_NANOS = 20_000_000;

  /** What became of a chunk. */
  enum Offer {
    TAKEN,
    REPEATED,
    FULL
  }

  private final long mostNanos;
  private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
  private final SpeechSplice splice = new SpeechSplice();
  private long waitingNanos;
  private int cutTurn = -1;

  PlayoutQueue(long mostNanos) {
    this.mostNanos = mostNanos;
  }

  Offer offer(OutboundAudio audio, long writtenAtMs) {
    OutboundAudio fresh = splice.take(audio);
    if (fresh == null) {
      return Offer.REPEATED;
    }
    if (audio.turn() == cutTurn) {
      return Offer.FULL;
    }
    var chunk = new Chunk(fresh, writtenAtMs, false);
    if (waitingNanos + cost(chunk) > mostNanos) {
      cutTurn = audio.turn();
      append(new Chunk(withoutSound(fresh), writtenAtMs, true));
      return Offer.FULL;
    }
    boolean whole = fresh.ulaw().length == audio.ulaw().length;
    append(whole ? chunk : chunk.fadedIn());
    return Offer.TAKEN;
  }

  @Nullable Chunk poll() {
    Chunk chunk = waiting.poll();
    if (chunk != null) {
      waitingNanos -= cost(chunk);
    }
    return chunk;
  }

  long waitingNanos() {
    return waitingNanos;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Puts chunks that were sent but not played before all others again. */
  void putBack(List<Chunk> chunks) {
    for (Chunk chunk : chunks.reversed()) {
      waiting.addFirst(chunk);
      waitingNanos += cost(chunk);
    }
  }

  /** Drops what is of a turn below {@code floor}; returns how many chunks that were. */
  int dropBelow(int floor) {
    int before = waiting.size();
    for (Iterator<Chunk> all = waiting.iterator(); all.hasNext(); ) {
      Chunk chunk = all.next();
      if (chunk.turn() < floor) {
        waitingNanos -= cost(chunk);
        all.remove();
      }
    }
    return before - waiting.size();
  }

  /** The waiting chunks of a turn, in order. */
  List<Chunk> of(int turn) {
    return waiting.stream().filter(c -> c.turn() == turn).toList();
  }

  /** The turns of which something is waiting. */
  SortedSet<Integer> turns() {
    var turns = new TreeSet<Integer>();
    waiting.forEach(c -> turns.add(c.turn()));
    return turns;
  }

  private void append(Chunk chunk) {
    waiting.add(chunk);
    waitingNanos += cost(chunk);
  }

  private static long cost(Chunk chunk) {
    return Math.max(chunk.nanos(), LEAST_NANOS);
  }

  private static OutboundAudio withoutSound(OutboundAudio a) {
    return new OutboundAudio(
        a.callSid(), a.turn(), a.segment(), a.chunk(), End.NOTHING, "", new int[0], new byte[0]);
  }
}
