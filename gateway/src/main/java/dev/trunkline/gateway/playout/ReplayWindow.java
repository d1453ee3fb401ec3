// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest audio the caller heard of one segment, so that a word can be played again from its
 * start. Holds two seconds, longer than a word.
 */
final class ReplayWindow {
  private static final long MAX_NANOS = 2_000_000_000L;

  private final ArrayDeque<PlayoutChunk> chunks = new ArrayDeque<>();
  private long nanos;

  void add(PlayoutChunk chunk) {
    if (!chunks.isEmpty() && !isOf(chunks.getLast(), chunk.turn(), chunk.segment())) {
      chunks.clear();
      nanos = 0;
    }
    chunks.add(chunk);
    nanos += chunk.nanos();
    while (nanos - chunks.getFirst().nanos() >= MAX_NANOS) {
      nanos -= chunks.removeFirst().nanos();
    }
  }

  /** The chunks, oldest first; none if another segment was heard last. */
  List<PlayoutChunk> of(int turn, int segment) {
    return !chunks.isEmpty() && isOf(chunks.getLast(), turn, segment)
        ? List.copyOf(chunks)
        : List.of();
  }

  /** Removes and returns the last chunk. */
  PlayoutChunk removeLast() {
    PlayoutChunk last = chunks.removeLast();
    nanos -= last.nanos();
    return last;
  }

  private static boolean isOf(PlayoutChunk chunk, int turn, int segment) {
    return chunk.turn() == turn && chunk.segment() == segment;
  }
}
