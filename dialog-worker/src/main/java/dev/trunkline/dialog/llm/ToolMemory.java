// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tools returned in the turns that are, or may have to be, run again, as read from the log.
 * The oldest turns are forgotten when there are too many. Thread-safe.
 */
final class ToolMemory {
  private static final int MOST_TURNS = 10_000;

  private final Map<TurnKey, List<ToolReturned>> turns =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TurnKey, List<ToolReturned>> eldest) {
          return size() > MOST_TURNS;
        }
      };

  synchronized void remember(ToolReturned returned) {
    List<ToolReturned> known =
        turns.computeIfAbsent(
            new TurnKey(returned.callSid(), returned.turn()), _ -> new ArrayList<>());
    if (known.stream().noneMatch(k -> k.call().id().equals(returned.call().id()))) {
      known.add(returned);
    }
  }

  /** In the order in which they returned. */
  synchronized List<ToolReturned> of(String callSid, int turn) {
    return List.copyOf(turns.getOrDefault(new TurnKey(callSid, turn), List.of()));
  }

  /** What the same wish brought before. */
  Optional<ToolReturned> of(String callSid, int turn, String callId) {
    return of(callSid, turn).stream().filter(r -> r.call().id().equals(callId)).findFirst();
  }

  synchronized void forget(String callSid, int turn) {
    turns.remove(new TurnKey(callSid, turn));
  }
}
