// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core.answer;

import dev.trunkline.dialog.core.History;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.Role;
import dev.trunkline.events.TurnEvent.ToolCall;
import dev.trunkline.events.TurnEvent.ToolReturned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tool calls of earlier turns whose answers the caller has not heard: those in progress, which this
 * turn waits for, and those that have returned. Not thread-safe.
 */
final class EarlierToolCalls {
  private final List<Message> messages;
  private final Set<String> awaited = new HashSet<>();

  /**
   * @param messages the request's, changed in place
   */
  EarlierToolCalls(List<Message> messages) {
    this.messages = messages;
  }

  /** These calls are in progress; a request from before their start does not mention them. */
  void await(List<ToolCall> running) {
    for (ToolCall call : running) {
      if (indexOf(call) < 0) {
        messages.add(new Message(Role.TOOL, History.NO_RESULT_YET, call));
      }
      awaited.add(call.id());
    }
  }

  /** A call has returned; true if it was the last one awaited. */
  boolean returned(ToolReturned result) {
    int index = indexOf(result.call());
    if (index >= 0) {
      messages.set(index, new Message(Role.TOOL, result.result(), result.call()));
    }
    return awaited.remove(result.call().id()) && awaited.isEmpty();
  }

  /** True if a call is still awaited. */
  boolean isAwaiting() {
    return !awaited.isEmpty();
  }

  void stopWaiting() {
    awaited.clear();
  }

  /**
   * What the same tool returned for the same arguments, if the caller has not heard it.
   *
   * @param holding true for what is said while the caller waits, which tells nothing
   */
  Optional<String> untold(String tool, String arguments, Predicate<String> holding) {
    String wish = ToolArguments.hash(tool, arguments);
    for (Message line : messages.reversed()) {
      ToolCall call = line.call();
      if (line.role() == Role.ASSISTANT && !holding.test(line.text())) {
        break;
      }
      if (call != null && ToolArguments.hash(call.tool(), call.arguments()).equals(wish)) {
        return Optional.of(line.text());
      }
    }
    return Optional.empty();
  }

  private int indexOf(ToolCall call) {
    var ids = new ArrayList<String>();
    for (Message line : messages) {
      ToolCall known = line.call();
      ids.add(known == null ? "" : known.id());
    }
    return ids.lastIndexOf(call.id());
  }
}
