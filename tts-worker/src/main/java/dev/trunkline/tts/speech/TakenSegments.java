// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import java.util.TreeMap;

/**
 * Which segments were taken, so that a repeat is told from news. Keeps the latest turns; older ones
 * are over.
 */
final class TakenSegments {
  private static final int TURNS_KEPT = 16;
  private static final int OVER = Integer.MAX_VALUE;

  private final TreeMap<Integer, Integer> nextSegments = new TreeMap<>();
  private int overBelow;

  /** True if this segment is new; segments come in order. */
  boolean take(int turn, int segment) {
    if (turn < overBelow || segment < nextSegments.getOrDefault(turn, 0)) {
      return false;
    }
    put(turn, segment + 1);
    return true;
  }

  /** True if the turn was not over before. It is now. */
  boolean end(int turn) {
    if (turn < overBelow || nextSegments.getOrDefault(turn, 0) == OVER) {
      return false;
    }
    put(turn, OVER);
    return true;
  }

  private void put(int turn, int next) {
    nextSegments.put(turn, next);
    while (nextSegments.size() > TURNS_KEPT) {
      overBelow = nextSegments.pollFirstEntry().getKey() + 1;
    }
  }
}
