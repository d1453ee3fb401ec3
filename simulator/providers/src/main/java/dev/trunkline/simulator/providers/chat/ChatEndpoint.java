// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.ApiKeys;
import dev.trunkline.simulator.providers.wire.HttpConnection;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * OpenAI's {@code POST /v1/chat/completions} and {@code GET /v1/models}. A handler blocks its
 * (virtual) thread for as long as the answer takes.
 */
public final class ChatEndpoint {
  /** When models leave the API, from OpenAI's deprecations page. */
  private static final Map<String, String> SHUTDOWNS =
      Map.of(
          "gpt-4o-mini", "2027-01-14",
          "gpt-4o", "2027-01-14",
          "gpt-4.1", "2027-01-14",
          "gpt-4.1-mini", "2027-01-14");

  private static final long MODEL_CREATED_SECONDS = 1_721_172_741;

  private final ChatSettings settings;
  private final ChatModel model;
  private final ApiKeys keys;
  private final FaultPlan faults;
  private final Journal journal;
  private final InstantSource clock;
  private final AtomicLong numbers = new AtomicLong();

  /** An endpoint in front of {@code model}. */
  public ChatEndpoint(
      ChatSettings settings,
      ChatModel model,
      ApiKeys keys,
      FaultPlan faults,
      Journal journal,
      InstantSource clock) {
    this.settings = settings;
    this.model = model;
    this.keys = keys;
    this.faults = faults;
    this.journal = journal;
    this.clock = clock;
  }

  /** {@code GET /v1/models}. */
  public void models(Context context) {
    if (!keys.acceptsBearer(context.header("Authorization"))) {
      refuse(context, "models", ApiError.invalidKey());
      return;
    }
    ObjectNode body = Json.object().put("object", "list");
    var list = body.putArray("data");
    settings.models().forEach(id -> list.add(model(id)));
    context.contentType("application/json").result(Json.text(body));
  }

  /** {@code GET /v1/models/<model>}. */
  public void oneModel(Context context) {
    String id = context.pathParam("model");
    if (!keys.acceptsBearer(context.header("Authorization"))) {
      refuse(context, "models", ApiError.invalidKey());
    } else if (!settings.models().contains(id)) {
      refuse(context, "models", ApiError.noSuchModel(id));
    } else {
      context.contentType("application/json").result(Json.text(model(id)));
    }
  }

  /** {@code POST /v1/chat/completions}. */
  public void completions(Context context) throws IOException {
    String exchange = "chat-" + numbers.incrementAndGet();
    HttpConnection connection = HttpConnection.of(context);
    byte[] body = context.bodyAsBytes();
    context.header("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
    context.header("openai-version", "2020-10-01").header("openai-organization", "simulator");
    try {
      if (!keys.acceptsBearer(context.header("Authorization"))) {
        throw ApiError.invalidKey();
      }
      String text = new String(body, UTF_8);
      Optional<Fault> trouble = faults.strike(FaultTrigger.CONNECT, text);
      if (trouble.isPresent() && !survives(trouble.get(), context, connection, exchange)) {
        return;
      }
      answer(context, connection, exchange, text);
    } catch (ApiError e) {
      refuse(context, exchange, e);
    }
  }

  private ChatRequest read(String text) throws ApiError {
    ObjectNode json =
        Json.parse(text)
            .orElseThrow(() ->
                ApiError.badRequest(
                    "We could not parse the JSON body of your request.", null, null));
    return ChatRequest.read(json, settings.models());
  }

  /** Lets the trouble happen. False if the exchange is over. */
  private boolean survives(
      Fault trouble, Context context, HttpConnection connection, String exchange) throws ApiError {
    journal.add(Provider.CHAT.key(), "fault", exchange, Json.object().put("fault", "" + trouble));
    switch (trouble) {
      case Fault.ProviderError error -> {
        error.headers().forEach(context::header);
        throw ApiError.of(error);
      }
      case Fault.Reset _ -> connection.reset();
      case Fault.Stall stall -> {
        return connection.pause(TimeUnit.MILLISECONDS.toNanos(stall.forMs())) || gone(exchange, 0);
      }
      case Fault.Garbage _ ->
          context.contentType("text/html").result("<html><body>upstream failed</body></html>");
      case Fault.SilentQuota _, Fault.Warning _, Fault.NoDone _ -> {
        return true;
      }
    }
    return false;
  }

  private void answer(Context context, HttpConnection connection, String exchange, String body)
      throws ApiError, IOException {
    ChatRequest request = read(body);
    long startNanos = System.nanoTime();
    ObjectNode asked =
        Json.object()
            .put("model", request.model())
            .put("stream", request.stream())
            .put("messages", request.messages().size())
            .put("text", request.messages().getLast().text());
    journal.add(Provider.CHAT.key(), "request", exchange, asked);
    Answer answer =
        request
            .forcedTool()
            .map(tool -> forced(tool, request))
            .orElseGet(() -> model.answer(request.messages(), request.tools()));
    long waitMs = settings.firstTokenMs() + faults.latencyMs();
    if (!connection.pause(startNanos + TimeUnit.MILLISECONDS.toNanos(waitMs) - System.nanoTime())) {
      gone(exchange, 0);
      return;
    }
    context.header(
        "openai-processing-ms",
        String.valueOf(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos)));
    var chunks =
        new CompletionChunks(request, "chatcmpl-" + UUID.randomUUID(), clock.millis() / 1000);
    var delivery =
        new AnswerDelivery(
            context, connection, exchange, settings, faults, body, journal, request, chunks);
    delivery.deliver(answer, () -> faults.lateness().sent(startNanos, waitMs));
  }

  private static Answer forced(ChatModel.Tool tool, ChatRequest request) {
    String said = request.messages().getLast().text();
    Map<String, String> arguments =
        tool.parameters().isEmpty() ? Map.of() : Map.of(tool.parameters().getFirst(), said);
    return new Answer.Calls(List.of(new Answer.Call(tool.name(), arguments)));
  }

  private boolean gone(String exchange, int tokens) {
    ObjectNode details = Json.object().put("tokensSent", tokens);
    journal.add(Provider.CHAT.key(), "disconnected", exchange, details);
    return false;
  }

  private void refuse(Context context, String exchange, ApiError error) {
    ObjectNode details = Json.object().put("status", error.status()).put("code", error.code());
    journal.add(Provider.CHAT.key(), "refused", exchange, details);
    context.status(error.status()).contentType("application/json").result(Json.text(error.body()));
  }

  private static ObjectNode model(String id) {
    ObjectNode model =
        Json.object()
            .put("id", id)
            .put("object", "model")
            .put("created", MODEL_CREATED_SECONDS)
            .put("owned_by", "system");
    if (SHUTDOWNS.containsKey(id)) {
      model.put("shutdown_date", SHUTDOWNS.get(id));
    }
    return model;
  }
}
