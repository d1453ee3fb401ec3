// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When each conversation of a task wants to be looked at, in the worker's wall-clock milliseconds.
 * For the task's thread alone, but for {@link #earliestMs}, which anybody may ask.
 */
final class Deadlines {
  private final Map<String, Long> byCall = new HashMap<>();
  private volatile long earliestMs = Long.MAX_VALUE;

  /** Remembers one, in place of the one before; {@code Long.MAX_VALUE} is none. */
  void set(String callSid, long atMs) {
    Long before = atMs == Long.MAX_VALUE ? byCall.remove(callSid) : byCall.put(callSid, atMs);
    if (atMs < earliestMs) {
      earliestMs = atMs;
    } else if (before != null && before == earliestMs && before != atMs) {
      earliestMs = byCall.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }
  }

  void remove(String callSid) {
    set(callSid, Long.MAX_VALUE);
  }

  /** Forgets all of them. */
  void clear() {
    byCall.clear();
    earliestMs = Long.MAX_VALUE;
  }

  /** The calls that have one; a copy. */
  List<String> calls() {
    return List.copyOf(byCall.keySet());
  }

  /** The calls whose time has come; a copy. */
  List<String> due(long nowMs) {
    return nowMs < earliestMs
        ? List.of()
        : byCall.entrySet().stream()
            .filter(call -> call.getValue() <= nowMs)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** The next of them; {@code Long.MAX_VALUE} if there is none. */
  long earliestMs() {
    return earliestMs;
  }
}
