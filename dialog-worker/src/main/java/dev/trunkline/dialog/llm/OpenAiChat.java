// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.http.NoDelaySockets;
import dev.trunkline.runtime.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSources;

/** OpenAI's chat completions, streamed, and servers that speak like it. */
final class OpenAiChat implements ChatClient {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final int MANY = 10_000;

  /** Some hundred times the longest answer that is asked for. */
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  /** OkHttp keeps five; a server without HTTP/2 needs one for each caller who is answered. */
  private static final int IDLE_CONNECTIONS = 256;

  private static final long IDLE_MINUTES = 5;

  private final URI completions;
  private final String model;
  private final String key;
  private final int maxTokens;
  private final Waits waits;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();
  private final OkHttpClient http;

  /**
   * How long is waited.
   *
   * @param connect for a connection
   * @param firstToken for the first word of an answer, from the request on
   * @param nextToken from one to the next: words have been said by then, and a caller hears the
   *     silence
   */
  record Waits(Duration connect, Duration firstToken, Duration nextToken) {
    private static Waits from(Settings settings) {
      return new Waits(
          Duration.ofMillis(settings.integer("LLM_CONNECT_TIMEOUT_MS", 2_000, 100, 60_000)),
          Duration.ofMillis(settings.integer("LLM_TOKEN_TIMEOUT_MS", 5_000, 100, 120_000)),
          Duration.ofMillis(settings.integer("LLM_STALL_TIMEOUT_MS", 2_500, 100, 120_000)));
    }

    /** For the token that such an answer owes. */
    private Duration of(AnswerStream answer) {
      return answer.hasBegun() ? nextToken : firstToken;
    }

    /** After this it is worth looking whether it has come. */
    private long lookNanos(long leftNanos) {
      return Math.min(leftNanos, nextToken.toNanos());
    }
  }

  /** The first model, and the second if there is one. Reads {@code OPENAI_*} and {@code LLM_*}. */
  static List<ChatClient> all(Settings settings) {
    URI base = settings.url("OPENAI_BASE_URL", "https://api.openai.com/v1");
    String model = settings.text("OPENAI_MODEL", "gpt-4o-mini");
    String key = settings.required("OPENAI_API_KEY", "set it to your OpenAI key");
    OpenAiChat first = at(base, model, key, settings);
    Optional<String> otherBase = settings.text("OPENAI_FALLBACK_BASE_URL");
    Optional<String> otherModel = settings.text("OPENAI_FALLBACK_MODEL");
    Optional<String> otherKey = settings.text("OPENAI_FALLBACK_API_KEY");
    if (Stream.of(otherBase, otherModel, otherKey).allMatch(Optional::isEmpty)) {
      return List.of(first);
    }
    if (otherBase.isPresent() && otherKey.isEmpty()) {
      // The first one's key is nobody else's business.
      settings.required(
          "OPENAI_FALLBACK_API_KEY", "set it to the key for OPENAI_FALLBACK_BASE_URL");
    }
    OpenAiChat second =
        at(
            settings.url("OPENAI_FALLBACK_BASE_URL", base.toString()),
            otherModel.orElse(model),
            otherKey.orElse(key),
            settings);
    return List.of(first, second);
  }

  private static OpenAiChat at(URI base, String model, String key, Settings settings) {
    return new OpenAiChat(
        base, model, key, settings.integer("LLM_MAX_TOKENS", 300, 16, 4_096), Waits.from(settings));
  }

  OpenAiChat(URI base, String model, String key, int maxTokens, Waits waits) {
    completions = URI.create(base + "/chat/completions");
    this.model = model;
    this.key = key;
    this.maxTokens = maxTokens;
    this.waits = waits;
    http =
        new OkHttpClient.Builder()
            .socketFactory(new NoDelaySockets())
            .connectTimeout(waits.connect())
            .readTimeout(Duration.ZERO) // see watch
            .addNetworkInterceptor(new BoundedAnswers(MOST_BYTES))
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_MINUTES, TimeUnit.MINUTES))
            .retryOnConnectionFailure(true)
            .build();
    // One connection a running answer: the default of five would make callers wait for each other.
    http.dispatcher().setMaxRequests(MANY);
    http.dispatcher().setMaxRequestsPerHost(MANY);
  }

  @Override
  public Answer ask(Prompt prompt, Listener listener) {
    var request =
        new Request.Builder()
            .url(completions.toString())
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream")
            .post(RequestBody.create(RequestBodies.of(prompt, model, maxTokens), JSON_TYPE))
            .build();
    var answer = new AnswerStream(listener);
    EventSource source = EventSources.createFactory(http).newEventSource(request, answer);
    watch(answer, source, waits.firstToken().toNanos());
    return () -> {
      answer.drop();
      source.cancel();
    };
  }

  /** A server may send bytes for ever and never a token, which no time-out of a socket notices. */
  private void watch(AnswerStream answer, EventSource source, long leftNanos) {
    try {
      var _ =
          deadlines.schedule(
              () -> {
                long most =
                    waits.of(answer).toNanos(); // Before the time, which a token may change.
                long left = most - (System.nanoTime() - answer.lastTokenNanos());
                if (answer.isEnded()) {
                  return;
                }
                if (left > 0) {
                  watch(answer, source, left);
                } else {
                  answer.fail(new ChatFailure(FailureCategory.TIMED_OUT, "no token in time", 0));
                  source.cancel();
                }
              },
              waits.lookNanos(leftNanos),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      source.cancel(); // Closed.
    }
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    return new ScheduledThreadPoolExecutor(
        1, Thread.ofPlatform().name("llm-deadlines").daemon().factory());
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
