// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The turns that need no answer any more; the oldest are forgotten. Thread-safe. */
final class AnsweredTurns {
  private static final int MOST = 10_000;

  private final Set<TurnKey> turns =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<TurnKey, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  void add(TurnKey turn) {
    turns.add(turn);
  }

  boolean contains(TurnKey turn) {
    return turns.contains(turn);
  }

  void remove(TurnKey turn) {
    turns.remove(turn);
  }
}
