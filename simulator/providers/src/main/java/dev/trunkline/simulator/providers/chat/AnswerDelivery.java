// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.chat.ChatModel.Answer;
import dev.trunkline.simulator.providers.fault.Fault;
import dev.trunkline.simulator.providers.fault.FaultPlan;
import dev.trunkline.simulator.providers.fault.FaultTrigger;
import dev.trunkline.simulator.providers.fault.Provider;
import dev.trunkline.simulator.providers.wire.HttpConnection;
import dev.trunkline.simulator.providers.wire.Journal;
import dev.trunkline.simulator.providers.wire.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Brings one answer to its client, in one piece or token by token. One thread. */
final class AnswerDelivery {
  private final Context context;
  private final HttpConnection connection;
  private final String exchange;
  private final ChatSettings settings;
  private final FaultPlan faults;
  private final String body;
  private final Journal journal;
  private final ChatRequest request;
  private final CompletionChunks chunks;
  private int sent;

  AnswerDelivery(
      Context context,
      HttpConnection connection,
      String exchange,
      ChatSettings settings,
      FaultPlan faults,
      String body,
      Journal journal,
      ChatRequest request,
      CompletionChunks chunks) {
    this.context = context;
    this.connection = connection;
    this.exchange = exchange;
    this.settings = settings;
    this.faults = faults;
    this.body = body;
    this.journal = journal;
    this.request = request;
    this.chunks = chunks;
  }

  /**
   * Delivers.
   *
   * @param begun runs when the first token is on its way
   */
  void deliver(Answer answer, Runnable begun) throws IOException {
    var content = new ArrayList<ObjectNode>();
    String text = "";
    String reason;
    switch (answer) {
      case Answer.Words words -> {
        String unstopped = untilStop(words.text());
        List<String> all = Tokenizer.of(unstopped);
        List<String> tokens = all.subList(0, Math.min(all.size(), request.maxTokens()));
        tokens.forEach(token -> content.add(chunks.words(token)));
        text = String.join("", tokens);
        reason = tokens.size() < all.size() ? "length" : "stop";
      }
      case Answer.Calls calls -> {
        content.addAll(chunks.calls(calls.calls()));
        reason = request.namedTool() && settings.forcedFinishStop() ? "stop" : "tool_calls";
      }
    }
    if (request.stream()) {
      stream(answer instanceof Answer.Calls, content, reason, begun);
    } else if (paced(content.size(), System.nanoTime())) {
      ObjectNode body = chunks.whole(answer, text, reason, content.size());
      context.contentType("application/json").result(Json.text(body));
      finished(content.size());
    } else {
      gone();
    }
  }

  private void stream(boolean calls, List<ObjectNode> content, String reason, Runnable begun)
      throws IOException {
    context.contentType("text/event-stream; charset=utf-8").header("Cache-Control", "no-cache");
    var events = new EventStream(context.res().getOutputStream(), settings);
    try {
      Optional<Fault> trouble = faults.strike(FaultTrigger.ANSWER, body);
      boolean done = !(trouble.orElse(null) instanceof Fault.NoDone);
      if (!survives(trouble, events) || !send(events, calls, content, begun)) {
        return;
      }
      events.send(Json.text(chunks.finish(reason)));
      if (request.includeUsage()) {
        events.send(Json.text(chunks.usage(content.size())));
      }
      if (done) {
        events.send("[DONE]");
      }
      events.flush();
      finished(content.size());
    } catch (IOException clientGone) {
      gone();
    }
  }

  private boolean send(EventStream events, boolean calls, List<ObjectNode> content, Runnable begun)
      throws IOException {
    long start = System.nanoTime();
    events.send(Json.text(chunks.first(calls)));
    for (ObjectNode chunk : content) {
      if (!paced(sent, start)) {
        gone();
        return false;
      }
      events.send(Json.text(chunk));
      sent++;
      if (sent == 1) {
        begun.run();
      }
      if (!survives(faults.strike(FaultTrigger.MIDDLE, sent, body), events)) {
        return false;
      }
    }
    return true;
  }

  /** Waits until token number {@code index} is due. False if the client is gone. */
  private boolean paced(int index, long startNanos) {
    if (settings.tokensPerSecond() == 0) {
      return true;
    }
    double due = index / settings.tokensPerSecond() * TimeUnit.SECONDS.toNanos(1);
    return connection.pause(startNanos + (long) due - System.nanoTime());
  }

  /** Lets trouble happen within the stream. False if the stream is over. */
  private boolean survives(Optional<Fault> trouble, EventStream events) throws IOException {
    if (trouble.isEmpty()) {
      return true;
    }
    journal.add(
        Provider.CHAT.key(), "fault", exchange, Json.object().put("fault", "" + trouble.get()));
    switch (trouble.get()) {
      case Fault.ProviderError error -> events.send(Json.text(ApiError.of(error).body()));
      case Fault.Reset _ -> {
        events.flush();
        connection.reset();
      }
      case Fault.Stall stall -> {
        events.flush();
        boolean there = connection.pause(TimeUnit.MILLISECONDS.toNanos(stall.forMs()));
        if (!there) {
          gone();
        }
        return there;
      }
      case Fault.Garbage _ -> events.send("{\"id\":\"chatcmpl-broken\",\"choices\":[{");
      case Fault.NoDone _, Fault.SilentQuota _, Fault.Warning _ -> {
        return true;
      }
    }
    events.flush();
    return false;
  }

  private String untilStop(String text) {
    int end = text.length();
    for (String stop : request.stops()) {
      int at = text.indexOf(stop);
      if (at >= 0) {
        end = Math.min(end, at);
      }
    }
    return text.substring(0, end);
  }

  private void finished(int tokens) {
    journal.add(Provider.CHAT.key(), "answered", exchange, Json.object().put("tokensSent", tokens));
  }

  private void gone() {
    journal.add(
        Provider.CHAT.key(), "disconnected", exchange, Json.object().put("tokensSent", sent));
  }
}
