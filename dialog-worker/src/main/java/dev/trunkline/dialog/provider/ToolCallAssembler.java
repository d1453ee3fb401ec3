// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assembles streamed tool calls. OpenAI sends a call in fragments that share an index, with id and
 * name in the first; other servers send whole calls, leave out the index or the id, or give all of
 * them the same index. For one response; not thread-safe.
 */
final class ToolCallAssembler {
  private static final class PartialCall {
    final int index;
    final StringBuilder arguments = new StringBuilder();
    String id = "";
    String name = "";

    PartialCall(int index) {
      this.index = index;
    }
  }

  private static final int NO_INDEX = -1;

  private final List<PartialCall> calls = new ArrayList<>();

  /** Adds one element of {@code delta.tool_calls}. */
  void add(JsonNode fragment) {
    int index = fragment.path("index").asInt(NO_INDEX);
    String id = fragment.path("id").asText("");
    JsonNode function = fragment.path("function");
    String name = function.path("name").asText("");
    PartialCall call = find(index, id, name);
    if (call == null) {
      call = new PartialCall(index);
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

  /** The calls, in the order of their first fragments. */
  List<RequestedToolCall> calls() {
    return calls.stream()
        .filter(call -> !call.name.isEmpty())
        .map(call -> new RequestedToolCall(call.name, call.arguments.toString()))
        .toList();
  }

  /** The call that a fragment continues; null if it begins another. */
  private @Nullable PartialCall find(int index, String id, String name) {
    for (PartialCall call : calls.reversed()) {
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
