package dev.trunkline.dialog.llm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The turns that need no answer any more; the oldest are forgotten. Thread-safe. */
final class AnsweredTurns<K> {
  private static final int MOST = 10_000;

  private final Set<K> turns =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  void add(K turn) {
    turns.add(turn);
  }

  boolean contains(K turn) {
    return turns.contains(turn);
  }

  void remove(K turn) {
    turns.remove(turn);
  }
}
