// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.ToolArguments;
import dev.trunkline.dialog.core.answer.ToolDefinition;
import dev.trunkline.events.TurnEvent.Message;
import dev.trunkline.events.TurnEvent.ToolCall;
import java.util.Locale;

/** The JSON body of a chat completions request. */
final class ChatRequestBody {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatRequestBody() {}

  /** For a streamed response of at most {@code maxTokens} tokens. */
  static byte[] of(ChatPrompt prompt, String model, int maxTokens) {
    ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", true);
    body.put("max_completion_tokens", maxTokens);
    // Obfuscation pads chunks against traffic analysis; it only costs bandwidth here.
    body.putObject("stream_options").put("include_usage", true).put("include_obfuscation", false);
    var lines = body.putArray("messages");
    prompt.messages().forEach(message -> put(message, lines));
    if (!prompt.tools().isEmpty()) {
      var tools = body.putArray("tools");
      prompt.tools().forEach(tool -> put(tool, tools.addObject()));
      body.put("tool_choice", prompt.toolsAllowed() ? "auto" : "none");
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** OpenAI requires each tool result to follow an assistant message with its tool call. */
  private static void put(Message message, ArrayNode lines) {
    ToolCall call = message.call();
    if (call == null) {
      lines
          .addObject()
          .put("role", message.role().name().toLowerCase(Locale.ROOT))
          .put("content", message.text());
      return;
    }
    ObjectNode assistant = lines.addObject().put("role", "assistant").putNull("content");
    ObjectNode request = assistant.putArray("tool_calls").addObject();
    request.put("id", call.id()).put("type", "function");
    request
        .putObject("function")
        .put("name", call.tool())
        .put("arguments", ToolArguments.plain(call.arguments()));
    lines
        .addObject()
        .put("role", "tool")
        .put("tool_call_id", call.id())
        .put("content", message.text());
  }

  private static void put(ToolDefinition tool, ObjectNode node) {
    node.put("type", "function")
        .putObject("function")
        .put("name", tool.name())
        .put("description", tool.description())
        .putRawValue("parameters", new RawValue(tool.parameters()));
  }
}
