// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.dialog.llm.ChatClient.RequestedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts streamed tool calls together. OpenAI sends a call in fragments that share an index, with id
 * and name in the first; other servers send whole calls, leave out the index or the id, or give all
 * of them the same index. One answer, one thread.
 */
final class CallFragments {
  private static final class Open {
    final int index;
    final StringBuilder arguments = new StringBuilder();
    String id = "";
    String name = "";

    Open(int index) {
      this.index = index;
    }
  }

  private static final int NO_INDEX = -1;

  private final List<Open> calls = new ArrayList<>();

  /** Takes one element of {@code delta.tool_calls}. */
  void add(JsonNode fragment) {
    int index = fragment.path("index").asInt(NO_INDEX);
    String id = fragment.path("id").asText("");
    JsonNode function = fragment.path("function");
    String name = function.path("name").asText("");
    Open call = find(index, id, name);
    if (call == null) {
      call = new Open(index);
      calls.add(call);
    }
    call.id = call.id.isEmpty() ? id : call.id;
    call.name = call.name.isEmpty() ? name : call.name;
    JsonNode arguments = function.path("arguments");
    if (arguments.isContainerNode()) {
      call.arguments.append(arguments);
    } else if (arguments.isTextual()) {
      call.arguments.append(arguments.textValue());
    }
  }

  /** The calls, in the order in which they began. */
  List<RequestedCall> calls() {
    return calls.stream()
        .filter(call -> !call.name.isEmpty())
        .map(call -> new RequestedCall(call.name, call.arguments.toString()))
        .toList();
  }

  /** The call that a fragment goes on with; null if it begins another. */
  private @Nullable Open find(int index, String id, String name) {
    for (Open call : calls.reversed()) {
      if (index != NO_INDEX && call.index == index) {
        return id.isEmpty() || call.id.isEmpty() || call.id.equals(id) ? call : null;
      }
      if (index == NO_INDEX && !id.isEmpty() && call.id.equals(id)) {
        return call;
      }
    }
    boolean begins = index != NO_INDEX || !id.isEmpty() || !name.isEmpty();
    return begins || calls.isEmpty() ? null : calls.getLast();
  }
}
