// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import dev.trunkline.simulator.providers.chat.ChatModel.Tool;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests of the caller that a function fulfills: transferring, hanging up, looking up orders. A
 * number that no function can look up is typed in where there are keys to press. A function is
 * recognised by its name.
 */
final class ToolUse {
  /** Fewer are a count or an hour. */
  private static final int MIN_DIGITS = 3;

  private ToolUse() {}

  /** The calls that an utterance asks for, if there are functions for them. */
  static Optional<Answer> calls(CallerWords said, List<Tool> tools) {
    var calls = new ArrayList<Answer.Call>();
    for (Tool tool : tools) {
      String name = tool.name();
      if (name.contains("transfer") && FrontDesk.transferWanted(said)) {
        calls.add(call(tool, whom(said, tool)));
      } else if (name.matches(".*(hang_?up|end_?call).*") && FrontDesk.goodbye(said)) {
        calls.add(call(tool, "the caller said goodbye"));
      } else if (name.contains("order") && said.has("order", "package")) {
        said.numbers().forEach(digits -> calls.add(call(tool, digits)));
      }
    }
    if (calls.isEmpty()) {
      keys(said, tools).ifPresent(calls::add);
    }
    return calls.isEmpty() ? Optional.empty() : Optional.of(new Answer.Calls(calls));
  }

  private static Optional<Answer.Call> keys(CallerWords said, List<Tool> tools) {
    Optional<String> number = said.number().filter(digits -> digits.length() >= MIN_DIGITS);
    return tools.stream()
        .filter(tool -> tool.name().contains("dtmf"))
        .findFirst()
        .flatMap(tool -> number.map(digits -> call(tool, digits)));
  }

  /** What a function's result means for the caller. */
  static String report(String result) {
    var facts = new ArrayList<String>();
    Json.parse(result)
        .ifPresent(object -> {
          for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isValueNode()) {
              facts.add(field.getKey().replace('_', ' ') + " is " + field.getValue().asText());
            }
          }
        });
    String said = facts.isEmpty() ? result : String.join(", ", facts);
    return said.isBlank() ? "That is done." : "I have looked that up: " + said + ".";
  }

  /** One of those whom the function knows, if it says which they are. */
  private static String whom(CallerWords said, Tool tool) {
    return tool.choices().stream()
        .filter(said::has)
        .findFirst()
        .orElseGet(() ->
            tool.choices().isEmpty() ? FrontDesk.department(said) : tool.choices().getFirst());
  }

  private static Answer.Call call(Tool tool, String value) {
    return new Answer.Call(
        tool.name(),
        tool.parameters().isEmpty() ? Map.of() : Map.of(tool.parameters().getFirst(), value));
  }
}
