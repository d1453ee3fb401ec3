// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The chunks of one streamed answer, in the order and with the oddities of the live service. */
final class CompletionChunks {
  private static final int MAX_PADDING = 12;
  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** Fragments of a function's arguments have about this many characters. */
  private static final int FRAGMENT = 6;

  private final ChatRequest request;
  private final String id;
  private final long createdSeconds;
  private final Random random;

  CompletionChunks(ChatRequest request, String id, long createdSeconds) {
    this.request = request;
    this.id = id;
    this.createdSeconds = createdSeconds;
    random = new Random(id.hashCode());
  }

  /** The first chunk: a role and no words. */
  ObjectNode first(boolean calls) {
    ObjectNode delta = Json.object().put("role", "assistant");
    if (calls) {
      delta.putNull("content");
    } else {
      delta.put("content", "");
    }
    delta.putNull("refusal");
    return choice(delta, null);
  }

  ObjectNode words(String token) {
    return choice(Json.object().put("content", token), null);
  }

  /** All fragments of all calls: one call after the other. */
  List<ObjectNode> calls(List<Answer.Call> calls) {
    var chunks = new ArrayList<ObjectNode>();
    for (int index = 0; index < calls.size(); index++) {
      Answer.Call call = calls.get(index);
      ObjectNode opening = callDelta(index);
      ObjectNode entry = (ObjectNode) opening.get("tool_calls").get(0);
      entry.put("id", callId(index)).put("type", "function");
      entry.putObject("function").put("name", call.tool()).put("arguments", "");
      chunks.add(choice(opening, null));
      String arguments = arguments(call);
      for (int at = 0; at < arguments.length(); at += FRAGMENT) {
        ObjectNode more = callDelta(index);
        ((ObjectNode) more.get("tool_calls").get(0))
            .putObject("function")
            .put("arguments", arguments.substring(at, Math.min(at + FRAGMENT, arguments.length())));
        chunks.add(choice(more, null));
      }
    }
    return chunks;
  }

  /** The last chunk of the choice. */
  ObjectNode finish(String reason) {
    return choice(Json.object(), reason);
  }

  /** Token usage; sent when the request asks for it. */
  ObjectNode usage(int completionTokens) {
    ObjectNode chunk = base("chat.completion.chunk");
    chunk.putArray("choices");
    chunk.set("usage", usage(request.promptTokens(), completionTokens));
    return padded(chunk);
  }

  /** The same answer in one piece. */
  ObjectNode whole(Answer answer, String text, String reason, int completionTokens) {
    ObjectNode body = base("chat.completion");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    switch (answer) {
      case Answer.Words _ -> message.put("content", text);
      case Answer.Calls calls -> {
        message.putNull("content");
        var list = message.putArray("tool_calls");
        for (int i = 0; i < calls.calls().size(); i++) {
          Answer.Call call = calls.calls().get(i);
          list.addObject()
              .put("id", callId(i))
              .put("type", "function")
              .putObject("function")
              .put("name", call.tool())
              .put("arguments", arguments(call));
        }
      }
    }
    message.putNull("refusal").putArray("annotations");
    choice.putNull("logprobs").put("finish_reason", reason);
    body.set("usage", usage(request.promptTokens(), completionTokens));
    return body;
  }

  private ObjectNode choice(ObjectNode delta, @Nullable String reason) {
    ObjectNode chunk = base("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", reason);
    if (request.includeUsage()) {
      chunk.putNull("usage");
    }
    return padded(chunk);
  }

  private ObjectNode base(String object) {
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", createdSeconds)
        .put("model", request.snapshot())
        .put("service_tier", "default")
        .put("system_fingerprint", "fp_simulator");
  }

  private ObjectNode padded(ObjectNode chunk) {
    if (request.obfuscation()) {
      var padding = new StringBuilder();
      for (int i = 1 + random.nextInt(MAX_PADDING); i > 0; i--) {
        padding.append(PADDING.charAt(random.nextInt(PADDING.length())));
      }
      chunk.put("obfuscation", padding.toString());
    }
    return chunk;
  }

  private static ObjectNode usage(int prompt, int completion) {
    ObjectNode usage =
        Json.object()
            .put("prompt_tokens", prompt)
            .put("completion_tokens", completion)
            .put("total_tokens", prompt + completion);
    usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
    usage
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", 0)
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return usage;
  }

  private static ObjectNode callDelta(int index) {
    ObjectNode delta = Json.object();
    delta.putArray("tool_calls").addObject().put("index", index);
    return delta;
  }

  private String callId(int index) {
    return "call_" + id.substring(id.length() - 12) + index;
  }

  private static String arguments(Answer.Call call) {
    ObjectNode arguments = Json.object();
    call.arguments().forEach(arguments::put);
    return Json.text(arguments);
  }
}
