// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The requests in progress of tools that change something, also of cancelled turns. Thread-safe.
 */
final class RunningTools {
  private static final class Running {
    final ToolCall call;
    final List<Consumer<ToolReturned>> listeners = new ArrayList<>();

    Running(ToolCall call) {
      this.call = call;
    }
  }

  private final Map<String, List<Running>> byCall = new HashMap<>();

  synchronized void started(String callSid, ToolCall call) {
    byCall.computeIfAbsent(callSid, _ -> new ArrayList<>()).add(new Running(call));
  }

  /** Tells the result to those who wait for it. */
  void finished(ToolReturned result) {
    remove(result).forEach(listener -> listener.accept(result));
  }

  private synchronized List<Consumer<ToolReturned>> remove(ToolReturned result) {
    List<Running> running = byCall.getOrDefault(result.callSid(), List.of());
    var listeners = new ArrayList<Consumer<ToolReturned>>();
    running.removeIf(each -> {
      boolean returned = each.call.id().equals(result.call().id());
      if (returned) {
        listeners.addAll(each.listeners);
      }
      return returned;
    });
    if (running.isEmpty()) {
      byCall.remove(result.callSid());
    }
    return listeners;
  }

  /** The requests of a call in progress, whose results {@code listener} gets. */
  synchronized List<ToolCall> listen(String callSid, Consumer<ToolReturned> listener) {
    List<Running> running = byCall.getOrDefault(callSid, List.of());
    running.forEach(each -> each.listeners.add(listener));
    return running.stream().map(each -> each.call).toList();
  }
}
