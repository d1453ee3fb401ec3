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
 * Speech waiting to be sent, in order of turn, segment and chunk, every word once. Bounded by the
 * length of its audio; the turn that does not fit loses its rest and is marked as cut.
 */
final class PlayoutQueue {
  /** The cost of a chunk without audio, so that these are bounded as well. */
  private static final long MIN_COST_NANOS = 20_000_000;

  /** The result of {@link #offer}. */
  enum Offer {
    ACCEPTED,
    REPEATED,
    FULL
  }

  private final long maxNanos;
  private final ArrayDeque<PlayoutChunk> waiting = new ArrayDeque<>();
  private final SpeechSplice splice = new SpeechSplice();
  private long waitingNanos;
  private int cutTurn = -1;

  PlayoutQueue(long maxNanos) {
    this.maxNanos = maxNanos;
  }

  Offer offer(OutboundAudio audio, long writtenAtMs) {
    OutboundAudio fresh = splice.accept(audio);
    if (fresh == null) {
      return Offer.REPEATED;
    }
    if (audio.turn() == cutTurn) {
      return Offer.FULL;
    }
    var chunk = new PlayoutChunk(fresh, writtenAtMs, false);
    if (waitingNanos + cost(chunk) > maxNanos) {
      cutTurn = audio.turn();
      append(new PlayoutChunk(withoutAudio(fresh), writtenAtMs, true));
      return Offer.FULL;
    }
    boolean whole = fresh.ulaw().length == audio.ulaw().length;
    append(whole ? chunk : chunk.fadedIn());
    return Offer.ACCEPTED;
  }

  @Nullable PlayoutChunk poll() {
    PlayoutChunk chunk = waiting.poll();
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

  /** Puts chunks that were sent but not played back to the front. */
  void putBack(List<PlayoutChunk> chunks) {
    for (PlayoutChunk chunk : chunks.reversed()) {
      waiting.addFirst(chunk);
      waitingNanos += cost(chunk);
    }
  }

  /** Drops the chunks of turns below {@code floor}; returns how many. */
  int dropBelow(int floor) {
    int before = waiting.size();
    for (Iterator<PlayoutChunk> all = waiting.iterator(); all.hasNext(); ) {
      PlayoutChunk chunk = all.next();
      if (chunk.turn() < floor) {
        waitingNanos -= cost(chunk);
        all.remove();
      }
    }
    return before - waiting.size();
  }

  /** The queued chunks of a turn, in order. */
  List<PlayoutChunk> of(int turn) {
    return waiting.stream().filter(c -> c.turn() == turn).toList();
  }

  /** The turns with queued chunks. */
  SortedSet<Integer> turns() {
    var turns = new TreeSet<Integer>();
    waiting.forEach(c -> turns.add(c.turn()));
    return turns;
  }

  private void append(PlayoutChunk chunk) {
    waiting.add(chunk);
    waitingNanos += cost(chunk);
  }

  private static long cost(PlayoutChunk chunk) {
    return Math.max(chunk.nanos(), MIN_COST_NANOS);
  }

  private static OutboundAudio withoutAudio(OutboundAudio a) {
    return new OutboundAudio(
        a.callSid(), a.turn(), a.segment(), a.chunk(), End.NOTHING, "", new int[0], new byte[0]);
  }
}
