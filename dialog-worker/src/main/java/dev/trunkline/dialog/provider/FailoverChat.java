// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.Breaker;
import dev.trunkline.providers.Endpoint;
import dev.trunkline.providers.Endpoints;
import dev.trunkline.runtime.service.ServiceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests a response from the primary model, and from the fallback as soon as the primary has
 * failed before its first token, or while the primary's circuit breaker is open. A response that
 * has started never fails over, since the fallback would answer in other words.
 */
public final class FailoverChat implements ChatClient {
  private final Endpoints<ChatClient> endpoints;
  private final Duration breakerOpen;

  /** Reads {@code OPENAI_*} and {@code LLM_*}. */
  public static FailoverChat from(ServiceContext context) {
    Breaker.Limits limits = Breaker.Limits.standard();
    List<ChatClient> models = OpenAiChat.all(context.settings());
    return new FailoverChat(
        new Endpoints<>("openai", "llm", models, limits, context.meters(), System::nanoTime),
        limits.open());
  }

  /**
   * @param breakerOpen how long a circuit breaker stays open
   */
  FailoverChat(Endpoints<ChatClient> endpoints, Duration breakerOpen) {
    this.endpoints = endpoints;
    this.breakerOpen = breakerOpen;
  }

  @Override
  public ChatResponse request(ChatPrompt prompt, Listener listener) {
    var response = new FailoverResponse(prompt, listener);
    if (!response.requestNext()) {
      Thread.startVirtualThread(response::fail);
    }
    return response;
  }

  @Override
  public void close() {
    endpoints.all().forEach(endpoint -> endpoint.client().close());
  }

  /** One prompt at one endpoint after the other. Never calls the listener under its lock. */
  private final class FailoverResponse implements ChatResponse {
    private final ChatPrompt prompt;
    private final Listener listener;
    private final Deque<Endpoint<ChatClient>> untried = new ArrayDeque<>(endpoints.all());
    private final List<ChatFailure> failures = new ArrayList<>();
    private @Nullable EndpointListener current;
    private @Nullable ChatResponse response;
    private boolean cancelled;

    FailoverResponse(ChatPrompt prompt, Listener listener) {
      this.prompt = prompt;
      this.listener = listener;
    }

    /** Tries the next endpoint whose breaker admits a request; false if none is left. */
    synchronized boolean requestNext() {
      while (!cancelled && !untried.isEmpty()) {
        Endpoint<ChatClient> endpoint = untried.remove();
        if (endpoint.breaker().admits()) {
          endpoint.meters().called();
          current = new EndpointListener(this, endpoint);
          response = endpoint.client().request(prompt, current);
          return true;
        }
      }
      return cancelled;
    }

    synchronized void add(ChatFailure failure) {
      failures.add(failure);
    }

    /** Reports the failure that is most worth a retry. */
    void fail() {
      listener.onFailure(mostRetryable());
    }

    private synchronized ChatFailure mostRetryable() {
      return failures.stream()
          .min(Comparator.comparing(failure -> failure.category().isPermanent()))
          .orElse(
              new ChatFailure(
                  FailureCategory.UNAVAILABLE, "circuit breaker open", breakerOpen.toMillis()));
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      if (response != null) {
        response.cancel();
      }
      if (current != null) {
        current.cancelled();
      }
    }
  }

  /** Receives one endpoint's response. */
  private static final class EndpointListener implements Listener {
    private final FailoverResponse request;
    private final Endpoint<ChatClient> endpoint;
    private boolean started;
    private boolean ended;

    EndpointListener(FailoverResponse request, Endpoint<ChatClient> endpoint) {
      this.request = request;
      this.endpoint = endpoint;
    }

    @Override
    public void onToken(String text) {
      if (start()) {
        request.listener.onToken(text);
      }
    }

    /** Notes that a token arrived; true if it is still wanted. */
    private synchronized boolean start() {
      started = true;
      return !ended;
    }

    @Override
    public void onDone() {
      if (!hasStarted()) {
        onFailure(new ChatFailure(FailureCategory.GARBLED, "response without text"));
      } else if (end()) {
        endpoint.answered();
        request.listener.onDone();
      }
    }

    @Override
    public void onTruncated() {
      if (!hasStarted()) {
        onFailure(new ChatFailure(FailureCategory.GARBLED, "token limit before the first word"));
      } else if (end()) {
        endpoint.answered();
        request.listener.onTruncated();
      }
    }

    @Override
    public void onToolCalls(List<RequestedToolCall> calls) {
      if (end()) {
        endpoint.answered();
        request.listener.onToolCalls(calls);
      }
    }

    @Override
    public void onFailure(ChatFailure failure) {
      if (!end()) {
        return;
      }
      endpoint.failed(failure.category());
      request.add(failure);
      if (hasStarted()) {
        request.listener.onFailure(failure);
      } else if (!request.requestNext()) {
        request.fail();
      }
    }

    /** The breaker counts a cancelled response that has started as a success. */
    void cancelled() {
      if (end()) {
        if (hasStarted()) {
          endpoint.answered();
        } else {
          endpoint.breaker().unknown();
        }
      }
    }

    private synchronized boolean hasStarted() {
      return started;
    }

    /** True for the first call only. */
    private synchronized boolean end() {
      boolean first = !ended;
      ended = true;
      return first;
    }
  }
}
