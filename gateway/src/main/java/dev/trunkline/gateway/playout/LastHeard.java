// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What the caller heard last of one segment, so that a word that began before can be said again.
 * Holds a word's length, no more.
 */
final class LastHeard {
  private static final long MOST_NANOS = 2_000_000_000L;

  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private long nanos;

  void add(Chunk chunk) {
    if (!chunks.isEmpty() && !isOf(chunks.getLast(), chunk.turn(), chunk.segment())) {
      chunks.clear();
      nanos = 0;
    }
    chunks.add(chunk);
    nanos += chunk.nanos();
    while (nanos - chunks.getFirst().nanos() >= MOST_NANOS) {
      nanos -= chunks.removeFirst().nanos();
    }
  }

  /** Oldest first; nothing if another segment was heard last. */
  List<Chunk> of(int turn, int segment) {
    return !chunks.isEmpty() && isOf(chunks.getLast(), turn, segment)
        ? List.copyOf(chunks)
        : List.of();
  }

  /** Forgets the last one. */
  Chunk takeBack() {
    Chunk last = chunks.removeLast();
    nanos -= last.nanos();
    return last;
  }

  private static boolean isOf(Chunk chunk, int turn, int segment) {
    return chunk.turn() == turn && chunk.segment() == segment;
  }
}
