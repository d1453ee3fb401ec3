// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

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
 * The first model, and the second where the first gives no word: it is asked at once when the first
 * has failed, for whatever reason, and instead of it while the first is not worth asking. An answer
 * that has begun is never begun again elsewhere, for it would be in other words.
 */
final class FailoverChat implements ChatClient {
  private final Endpoints<ChatClient> endpoints;
  private final Duration notAskedFor;

  /** Reads {@code OPENAI_*}, {@code LLM_*} and {@code BREAKER_*}. */
  static FailoverChat from(ServiceContext context) {
    Breaker.Limits limits = Breaker.Limits.from(context.settings());
    List<ChatClient> models = OpenAiChat.all(context.settings());
    return new FailoverChat(
        new Endpoints<>("openai", "llm", models, limits, context.meters(), System::nanoTime),
        limits.open());
  }

  /**
   * @param notAskedFor how long an endpoint stays unasked once it is not worth asking
   */
  FailoverChat(Endpoints<ChatClient> endpoints, Duration notAskedFor) {
    this.endpoints = endpoints;
    this.notAskedFor = notAskedFor;
  }

  @Override
  public Answer ask(Prompt prompt, Listener listener) {
    var asking = new Asking(prompt, listener);
    if (!asking.next()) {
      Thread.startVirtualThread(asking::fail);
    }
    return asking;
  }

  @Override
  public void close() {
    endpoints.all().forEach(endpoint -> endpoint.client().close());
  }

  /** One question, whoever answers it. The listener is never called under its lock. */
  private final class Asking implements Answer {
    private final Prompt prompt;
    private final Listener listener;
    private final Deque<Endpoint<ChatClient>> left = new ArrayDeque<>(endpoints.all());
    private final List<ChatFailure> failures = new ArrayList<>();
    private @Nullable Ear ear;
    private @Nullable Answer answer;
    private boolean cancelled;

    Asking(Prompt prompt, Listener listener) {
      this.prompt = prompt;
      this.listener = listener;
    }

    /** Asks the next endpoint that is worth it; false if there is none. */
    synchronized boolean next() {
      while (!cancelled && !left.isEmpty()) {
        Endpoint<ChatClient> endpoint = left.remove();
        if (endpoint.breaker().admits()) {
          endpoint.meters().called();
          ear = new Ear(this, endpoint);
          answer = endpoint.client().ask(prompt, ear);
          return true;
        }
      }
      return cancelled;
    }

    synchronized void add(ChatFailure failure) {
      failures.add(failure);
    }

    /** Tells the failure that leaves the most hope. */
    void fail() {
      listener.onFailure(mildest());
    }

    private synchronized ChatFailure mildest() {
      return failures.stream()
          .min(Comparator.comparing(failure -> failure.category().isPermanent()))
          .orElse(
              new ChatFailure(
                  FailureCategory.UNAVAILABLE,
                  "not asked: it has failed too often",
                  notAskedFor.toMillis()));
    }

    @Override
    public synchronized void cancel() {
      cancelled = true;
      if (answer != null) {
        answer.cancel();
      }
      if (ear != null) {
        ear.cancelled();
      }
    }
  }

  /** Hears one endpoint's answer. */
  private static final class Ear implements Listener {
    private final Asking asking;
    private final Endpoint<ChatClient> endpoint;
    private boolean words;
    private boolean over;

    Ear(Asking asking, Endpoint<ChatClient> endpoint) {
      this.asking = asking;
      this.endpoint = endpoint;
    }

    @Override
    public void onToken(String text) {
      if (hears()) {
        asking.listener.onToken(text);
      }
    }

    /** Words have come; true if somebody wants them. */
    private synchronized boolean hears() {
      words = true;
      return !over;
    }

    @Override
    public void onDone() {
      if (!hasWords()) {
        onFailure(new ChatFailure(FailureCategory.GARBLED, "no words", 0));
      } else if (end()) {
        endpoint.answered();
        asking.listener.onDone();
      }
    }

    @Override
    public void onCalls(List<RequestedCall> calls) {
      if (end()) {
        endpoint.answered();
        asking.listener.onCalls(calls);
      }
    }

    @Override
    public void onFailure(ChatFailure failure) {
      if (!end()) {
        return;
      }
      endpoint.failed(failure.category());
      asking.add(failure);
      if (hasWords()) {
        asking.listener.onFailure(failure);
      } else if (!asking.next()) {
        asking.fail();
      }
    }

    /** Nobody wants the rest; words that came are as good as an answer. */
    void cancelled() {
      if (end()) {
        if (hasWords()) {
          endpoint.answered();
        } else {
          endpoint.breaker().unknown();
        }
      }
    }

    private synchronized boolean hasWords() {
      return words;
    }

    /** True once. */
    private synchronized boolean end() {
      boolean first = !over;
      over = true;
      return first;
    }
  }
}
