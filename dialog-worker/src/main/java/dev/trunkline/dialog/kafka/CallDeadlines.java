// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The next deadline of each conversation of a task, in milliseconds of the worker's clock. Only the
 * task's thread may use it, except for {@link #earliestMs}, which is thread-safe.
 */
final class CallDeadlines {
  private final Map<String, Long> byCall = new HashMap<>();
  private volatile long earliestMs = Long.MAX_VALUE;

  /** Replaces the call's deadline; {@code Long.MAX_VALUE} is none. */
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

  void clear() {
    byCall.clear();
    earliestMs = Long.MAX_VALUE;
  }

  /** The calls that have a deadline; a copy. */
  List<String> calls() {
    return List.copyOf(byCall.keySet());
  }

  /** The calls whose deadline has passed; a copy. */
  List<String> due(long nowMs) {
    return nowMs < earliestMs
        ? List.of()
        : byCall.entrySet().stream()
            .filter(call -> call.getValue() <= nowMs)
            .map(Map.Entry::getKey)
            .toList();
  }

  /** The earliest deadline; {@code Long.MAX_VALUE} if there is none. */
  long earliestMs() {
    return earliestMs;
  }
}
