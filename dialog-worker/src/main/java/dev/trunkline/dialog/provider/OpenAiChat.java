// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.ChatPrompt;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.http.ProviderHttp;
import dev.trunkline.runtime.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSources;

/** A client of OpenAI's streaming chat completions and of compatible servers. */
final class OpenAiChat implements ChatClient {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  /** Some hundred times the longest answer that is requested. */
  private static final long MAX_RESPONSE_BYTES = 4L * 1024 * 1024;

  /** OkHttp keeps five; a server without HTTP/2 needs one for each concurrent answer. */
  private static final int MAX_IDLE_CONNECTIONS = 256;

  private static final long IDLE_MINUTES = 5;

  private final URI completions;
  private final String model;
  private final String key;
  private final int maxTokens;
  private final Timeouts timeouts;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();
  private final OkHttpClient http;

  /**
   * @param connect for a connection
   * @param firstToken from the request to the first token
   * @param nextToken from one token to the next: shorter, since the caller hears a silence in the
   *     middle of a sentence
   */
  record Timeouts(Duration connect, Duration firstToken, Duration nextToken) {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private static Timeouts from(Settings settings) {
      return new Timeouts(
          CONNECT,
          Duration.ofMillis(settings.get(OpenAiSettings.FIRST_TOKEN_TIMEOUT_MS)),
          Duration.ofMillis(settings.get(OpenAiSettings.STALL_TIMEOUT_MS)));
    }

    private Duration of(AnswerStream answer) {
      return answer.hasStarted() ? nextToken : firstToken;
    }

    /** The delay until the next check: the shorter timeout applies as soon as a token arrives. */
    private long checkNanos(long remainingNanos) {
      return Math.min(remainingNanos, nextToken.toNanos());
    }
  }

  /** The primary model, then the fallback if configured. */
  static List<ChatClient> all(Settings settings) {
    URI base = settings.get(OpenAiSettings.BASE_URL);
    String model = settings.get(OpenAiSettings.MODEL);
    String key = settings.required(OpenAiSettings.API_KEY, "set it to your OpenAI key");
    OpenAiChat primary = at(base, model, key, settings);
    Optional<URI> fallbackBase = settings.find(OpenAiSettings.FALLBACK_BASE_URL);
    Optional<String> fallbackModel = settings.find(OpenAiSettings.FALLBACK_MODEL);
    Optional<String> fallbackKey = settings.find(OpenAiSettings.FALLBACK_API_KEY);
    if (fallbackBase.isEmpty() && fallbackModel.isEmpty() && fallbackKey.isEmpty()) {
      return List.of(primary);
    }
    if (fallbackBase.isPresent()) {
      // The primary's key must not be sent to another server.
      settings.required(
          OpenAiSettings.FALLBACK_API_KEY,
          "set it to the key for " + OpenAiSettings.FALLBACK_BASE_URL.name());
    }
    OpenAiChat fallback =
        at(
            fallbackBase.orElse(base),
            fallbackModel.orElse(model),
            fallbackKey.orElse(key),
            settings);
    return List.of(primary, fallback);
  }

  private static OpenAiChat at(URI base, String model, String key, Settings settings) {
    int maxTokens = settings.get(OpenAiSettings.MAX_TOKENS);
    return new OpenAiChat(base, model, key, maxTokens, Timeouts.from(settings));
  }

  OpenAiChat(URI base, String model, String key, int maxTokens, Timeouts timeouts) {
    completions = URI.create(base + "/chat/completions");
    this.model = model;
    this.key = key;
    this.maxTokens = maxTokens;
    this.timeouts = timeouts;
    http =
        ProviderHttp.builder("llm", timeouts.connect())
            .readTimeout(Duration.ZERO) // See watch.
            .addNetworkInterceptor(new ResponseSizeLimit(MAX_RESPONSE_BYTES))
            .connectionPool(
                new ConnectionPool(MAX_IDLE_CONNECTIONS, IDLE_MINUTES, TimeUnit.MINUTES))
            .build();
  }

  @Override
  public ChatResponse request(ChatPrompt prompt, Listener listener) {
    var request =
        new Request.Builder()
            .url(completions.toString())
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream")
            .post(RequestBody.create(ChatRequestBody.of(prompt, model, maxTokens), JSON_TYPE))
            .build();
    var answer = new AnswerStream(listener);
    EventSource source = EventSources.createFactory(http).newEventSource(request, answer);
    watch(answer, source, timeouts.firstToken().toNanos());
    return () -> {
      answer.discard();
      source.cancel();
    };
  }

  /** Times out on missing tokens: a read timeout would not, if other bytes keep arriving. */
  private void watch(AnswerStream answer, EventSource source, long remainingNanos) {
    try {
      var _ =
          deadlines.schedule(
              () -> {
                // Read before lastTokenNanos: a token may arrive between the two.
                long timeout = timeouts.of(answer).toNanos();
                long remaining = timeout - (System.nanoTime() - answer.lastTokenNanos());
                if (answer.isEnded()) {
                  return;
                }
                if (remaining > 0) {
                  watch(answer, source, remaining);
                } else {
                  answer.fail(
                      new ChatFailure(FailureCategory.TIMED_OUT, "no token within the timeout"));
                  source.cancel();
                }
              },
              timeouts.checkNanos(remainingNanos),
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
    ProviderHttp.close(http);
  }
}
