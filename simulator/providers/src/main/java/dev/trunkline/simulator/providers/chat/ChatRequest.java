// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.chat.ChatModel.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to {@code POST /chat/completions}, checked as OpenAI checks it.
 *
 * @param maxTokens where the answer is cut
 * @param stops texts at which the answer ends
 * @param forcedTool the function that must be called, if {@code tool_choice} demands one
 */
record ChatRequest(
    String model,
    List<ChatMessage> messages,
    List<Tool> tools,
    Optional<Tool> forcedTool,
    boolean namedTool,
    boolean stream,
    boolean includeUsage,
    boolean obfuscation,
    int maxTokens,
    List<String> stops) {
  private static final Set<String> KNOWN =
      Set.of(
          ("model messages stream stream_options tools tool_choice parallel_tool_calls temperature"
                  + " max_completion_tokens max_tokens response_format stop seed service_tier store"
                  + " metadata safety_identifier prompt_cache_key top_p n logprobs top_logprobs"
                  + " logit_bias presence_penalty frequency_penalty user modalities audio"
                  + " prediction reasoning_effort verbosity functions function_call"
                  + " web_search_options prompt_cache_retention moderation")
              .split(" "));
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool");

  /** The context window of gpt-4o-mini, in tokens. */
  private static final int CONTEXT_TOKENS = 128_000;

  private static final double MAX_TEMPERATURE = 2;

  static ChatRequest read(ObjectNode body, List<String> models) throws ApiError {
    for (var field : body.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw bad("Unrecognized request argument supplied: " + field.getKey(), null);
      }
    }
    String model = body.path("model").asText("");
    if (model.isEmpty()) {
      throw bad("you must provide a model parameter", null);
    }
    if (models.stream().noneMatch(known -> model.equals(known) || model.startsWith(known + "-2"))) {
      throw ApiError.noSuchModel(model);
    }
    List<ChatMessage> messages = messages(body.path("messages"));
    checkNumbers(body);
    JsonNode options = body.path("stream_options");
    boolean stream = body.path("stream").asBoolean(false);
    if (!stream && options.isObject()) {
      throw bad(
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
          "stream_options");
    }
    String choice = body.path("tool_choice").asText("auto");
    List<Tool> tools = choice.equals("none") ? List.of() : tools(body.path("tools"));
    return new ChatRequest(
        model,
        messages,
        tools,
        forced(body.path("tool_choice"), tools),
        body.path("tool_choice").isObject(),
        stream,
        options.path("include_usage").asBoolean(false),
        options.path("include_obfuscation").asBoolean(true),
        maxTokens(body),
        stops(body.path("stop")));
  }

  /** What OpenAI calls the model in its answers. */
  String snapshot() {
    return model.equals("gpt-4o-mini") ? "gpt-4o-mini-2024-07-18" : model;
  }

  int promptTokens() {
    int tokens = 3;
    for (ChatMessage message : messages) {
      tokens += 4 + Tokenizer.of(message.text()).size();
    }
    return tokens;
  }

  private static List<ChatMessage> messages(JsonNode list) throws ApiError {
    if (!list.isArray() || list.isEmpty()) {
      throw bad("Missing required parameter: 'messages'.", "messages");
    }
    var messages = new ArrayList<ChatMessage>();
    var openCalls = new HashSet<String>();
    int tokens = 0;
    for (int i = 0; i < list.size(); i++) {
      JsonNode message = list.get(i);
      String where = "messages.[" + i + "]";
      String role = message.path("role").asText("");
      if (!ROLES.contains(role)) {
        throw bad("Invalid value: '%s'.".formatted(role), where + ".role");
      }
      if (role.equals("tool")) {
        if (!openCalls.remove(message.path("tool_call_id").asText())) {
          throw bad(
              "Invalid parameter: messages with role 'tool' must be a response to a preceding"
                  + " message with 'tool_calls'.",
              where + ".role");
        }
      } else if (!openCalls.isEmpty()) {
        throw bad(
            "An assistant message with 'tool_calls' must be followed by tool messages responding to"
                + " each 'tool_call_id'. The following tool_call_ids did not have response"
                + " messages: "
                + String.join(", ", openCalls),
            where + ".role");
      }
      message.path("tool_calls").forEach(call -> openCalls.add(call.path("id").asText()));
      String text = content(message, where);
      tokens += Tokenizer.of(text).size();
      messages.add(new ChatMessage(role, text));
    }
    if (tokens > CONTEXT_TOKENS) {
      throw ApiError.badRequest(
          "This model's maximum context length is %d tokens.".formatted(CONTEXT_TOKENS),
          "messages",
          "context_length_exceeded");
    }
    return messages;
  }

  private static String content(JsonNode message, String where) throws ApiError {
    JsonNode content = message.path("content");
    if (content.isTextual()) {
      return content.asText();
    }
    if (content.isArray()) {
      var text = new StringBuilder();
      content.forEach(part -> text.append(part.path("text").asText("")));
      return text.toString();
    }
    if (message.path("tool_calls").isArray()) {
      return "";
    }
    throw bad("Invalid value for 'content': expected a string, got null.", where + ".content");
  }

  private static List<Tool> tools(JsonNode list) throws ApiError {
    var tools = new ArrayList<Tool>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode function = list.get(i).path("function");
      String name = function.path("name").asText("");
      if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
        throw bad("Invalid 'tools[%d].function.name'.".formatted(i), "tools[" + i + "]");
      }
      var parameters = new ArrayList<String>();
      function.path("parameters").path("properties").fieldNames().forEachRemaining(parameters::add);
      var choices = new ArrayList<String>();
      if (!parameters.isEmpty()) {
        function
            .path("parameters")
            .path("properties")
            .path(parameters.getFirst())
            .path("enum")
            .forEach(choice -> choices.add(choice.asText()));
      }
      tools.add(new Tool(name, parameters, choices));
    }
    return tools;
  }

  private static Optional<Tool> forced(JsonNode choice, List<Tool> tools) throws ApiError {
    if (choice.isObject()) {
      String name = choice.path("function").path("name").asText();
      Optional<Tool> tool = tools.stream().filter(t -> t.name().equals(name)).findFirst();
      if (tool.isEmpty()) {
        throw bad("Tool choice '%s' not found in 'tools'.".formatted(name), "tool_choice");
      }
      return tool;
    }
    return choice.asText().equals("required") ? tools.stream().findFirst() : Optional.empty();
  }

  private static void checkNumbers(ObjectNode body) throws ApiError {
    double temperature = body.path("temperature").asDouble(1);
    if (!(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
      throw bad("Invalid 'temperature': expected a number from 0 to 2.", "temperature");
    }
    if (body.path("n").asInt(1) != 1) {
      throw bad("Only one choice is simulated.", "n");
    }
    if (body.has("max_tokens") && body.has("max_completion_tokens")) {
      throw bad(
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
          "max_tokens");
    }
    if (!body.path("response_format").path("type").asText("text").equals("text")) {
      throw bad("Only the response format 'text' is simulated.", "response_format");
    }
  }

  private static int maxTokens(ObjectNode body) throws ApiError {
    for (String name : List.of("max_completion_tokens", "max_tokens")) {
      JsonNode limit = body.path(name);
      if (limit.isNumber()) {
        if (limit.asInt() < 1) {
          throw bad("Invalid '%s': expected a value of at least 1.".formatted(name), name);
        }
        return limit.asInt();
      }
    }
    return Integer.MAX_VALUE;
  }

  private static List<String> stops(JsonNode stop) {
    var stops = new ArrayList<String>();
    if (stop.isTextual()) {
      stops.add(stop.asText());
    }
    stop.forEach(text -> stops.add(text.asText()));
    return stops;
  }

  private static ApiError bad(String message, @Nullable String param) {
    return ApiError.badRequest(message, param, null);
  }
}
