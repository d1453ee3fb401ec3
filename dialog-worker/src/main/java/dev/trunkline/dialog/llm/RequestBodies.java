// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trunkline.dialog.tool.Offer;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.ToolCall;
import java.util.Locale;

/** What is asked of chat completions, in JSON. */
final class RequestBodies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestBodies() {}

  /** For up to {@code maxTokens} tokens of {@code model}, streamed. */
  static byte[] of(ChatClient.Prompt prompt, String model, int maxTokens) {
    ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", true);
    body.put("max_completion_tokens", maxTokens);
    // Padding against traffic analysis, which nobody here reads.
    body.putObject("stream_options").put("include_usage", true).put("include_obfuscation", false);
    var lines = body.putArray("messages");
    prompt.messages().forEach(message -> put(message, lines));
    if (!prompt.tools().isEmpty()) {
      var tools = body.putArray("tools");
      prompt.tools().forEach(tool -> put(tool, tools.addObject()));
      body.put("tool_choice", prompt.mayCall() ? "auto" : "none");
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a tool returned follows what it was asked for, whatever stands around the two. */
  private static void put(Message message, ArrayNode lines) {
    ToolCall call = message.call();
    if (call == null) {
      lines
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
      return;
    }
    ObjectNode asked = lines.addObject().put("role", "assistant").putNull("content");
    ObjectNode wish = asked.putArray("tool_calls").addObject();
    wish.put("id", call.id()).put("type", "function");
    wish.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
    lines
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", call.id())
        .put("content", message.text());
  }

  private static void put(Offer tool, ObjectNode node) {
    node.put("type", "function")
        .putObject("function")
        .put("name", tool.name())
        .put("description", tool.description())
        .putRawValue("parameters", new RawValue(tool.parameters()));
  }
}
