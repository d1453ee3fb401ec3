// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import java.util.TreeMap;

/**
 * Recognises segments and turn ends that were read before. Remembers the latest turns; all older
 * ones count as finished.
 */
final class SegmentDeduplicator {
  private static final int MAX_TURNS = 16;
  private static final int FINISHED = Integer.MAX_VALUE;

  private final TreeMap<Integer, Integer> nextSegments = new TreeMap<>();
  private int finishedBelow;

  /** True if this segment is new. Segments of a turn come in order. */
  boolean addSegment(int turn, int segment) {
    if (turn < finishedBelow || segment < nextSegments.getOrDefault(turn, 0)) {
      return false;
    }
    put(turn, segment + 1);
    return true;
  }

  /** Marks the turn as finished. True if it was not finished before. */
  boolean finishTurn(int turn) {
    if (turn < finishedBelow || nextSegments.getOrDefault(turn, 0) == FINISHED) {
      return false;
    }
    put(turn, FINISHED);
    return true;
  }

  private void put(int turn, int next) {
    nextSegments.put(turn, next);
    while (nextSegments.size() > MAX_TURNS) {
      finishedBelow = nextSegments.pollFirstEntry().getKey() + 1;
    }
  }
}
