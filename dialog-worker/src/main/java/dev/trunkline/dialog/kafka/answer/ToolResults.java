// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.events.TurnEvent.ToolReturned;
import dev.trunkline.runtime.collection.BoundedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tools returned in turns that run again or may have to, as read from {@code turns}. Discards
 * the oldest turns when there are too many. Thread-safe.
 */
final class ToolResults {
  private static final int MAX_TURNS = 2_000;

  private final Map<TurnKey, List<ToolReturned>> byTurn = BoundedMap.of(MAX_TURNS);

  /** Adds a result unless the turn has one of the same tool call. */
  synchronized void add(ToolReturned returned) {
    List<ToolReturned> known =
        byTurn.computeIfAbsent(
            new TurnKey(returned.callSid(), returned.turn()), _ -> new ArrayList<>());
    if (known.stream().noneMatch(k -> k.call().id().equals(returned.call().id()))) {
      known.add(returned);
    }
  }

  /** In the order in which the tools returned. */
  synchronized List<ToolReturned> of(String callSid, int turn) {
    return List.copyOf(byTurn.getOrDefault(new TurnKey(callSid, turn), List.of()));
  }

  /**
   * @param callId the tool call's id
   */
  Optional<ToolReturned> of(String callSid, int turn, String callId) {
    return of(callSid, turn).stream().filter(r -> r.call().id().equals(callId)).findFirst();
  }

  /**
   * In any turn of the call that is remembered.
   *
   * @param callId the tool call's id
   */
  synchronized Optional<ToolReturned> ofCall(String callSid, String callId) {
    return byTurn.entrySet().stream()
        .filter(entry -> entry.getKey().callSid().equals(callSid))
        .flatMap(entry -> entry.getValue().stream())
        .filter(result -> result.call().id().equals(callId))
        .findFirst();
  }

  /** Forgets the turns before {@code turn}, whose results are in every later request. */
  synchronized void removeBefore(String callSid, int turn) {
    byTurn.keySet().removeIf(key -> key.callSid().equals(callSid) && key.number() < turn);
  }
}
