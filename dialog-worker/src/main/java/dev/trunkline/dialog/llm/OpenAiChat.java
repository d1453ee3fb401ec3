package dev.trunkline.dialog.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.event.TurnEvent.Message;
import dev.trunkline.common.event.TurnEvent.ToolCall;
import dev.trunkline.common.net.PromptSockets;
import dev.trunkline.dialog.tool.Offer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, streamed, and servers that speak like it. */
final class OpenAiChat implements ChatClient {
  private static final MediaType JSON_TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();
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
  private final Duration tokenTimeout;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();
  private final OkHttpClient http;

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
        base,
        model,
        key,
        settings.integer("LLM_MAX_TOKENS", 300, 16, 4_096),
        Duration.ofMillis(settings.integer("LLM_CONNECT_TIMEOUT_MS", 2_000, 100, 60_000)),
        Duration.ofMillis(settings.integer("LLM_TOKEN_TIMEOUT_MS", 5_000, 100, 120_000)));
  }

  /**
   * @param tokenTimeout the longest wait for the first token, and from one to the next
   */
  OpenAiChat(
      URI base, String model, String key, int maxTokens, Duration connect, Duration tokenTimeout) {
    completions = URI.create(base + "/chat/completions");
    this.model = model;
    this.key = key;
    this.maxTokens = maxTokens;
    this.tokenTimeout = tokenTimeout;
    http =
        new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .connectTimeout(connect)
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
            .post(RequestBody.create(body(prompt), JSON_TYPE))
            .build();
    var events = new Events(listener);
    EventSource source = EventSources.createFactory(http).newEventSource(request, events);
    watch(events, source, tokenTimeout.toNanos());
    return () -> {
      events.ended.set(true);
      source.cancel();
    };
  }

  /** A server may send bytes for ever and never a token, which no time-out of a socket notices. */
  private void watch(Events events, EventSource source, long waitNanos) {
    try {
      var _ =
          deadlines.schedule(
              () -> {
                long left = tokenTimeout.toNanos() - (System.nanoTime() - events.lastTokenNanos);
                if (events.ended.get()) {
                  return;
                }
                if (left > 0) {
                  watch(events, source, left);
                } else {
                  events.fail(new ChatFailure(FailureCategory.TIMED_OUT, "no token in time", 0));
                  source.cancel();
                }
              },
              waitNanos,
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

  private byte[] body(Prompt prompt) {
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

  /** Reads the stream's chunks; tolerant of what other servers leave out or add. */
  static final class Events extends EventSourceListener {
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CallFragments calls = new CallFragments();
    private volatile long lastTokenNanos = System.nanoTime();
    private boolean finished;

    Events(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      if (data.startsWith("[DONE]")) {
        finished = true;
        return;
      }
      try {
        read(JSON.readTree(data));
      } catch (JsonProcessingException e) {
        fail(new ChatFailure(FailureCategory.GARBLED, "a chunk is not JSON", 0));
        source.cancel();
      }
    }

    private void read(JsonNode chunk) {
      if (chunk.hasNonNull("error")) {
        fail(ChatFailure.inStream(chunk.get("error")));
        return;
      }
      JsonNode choice = chunk.path("choices").path(0);
      JsonNode delta = choice.path("delta");
      String text = delta.path("content").asText("") + delta.path("refusal").asText("");
      if (!text.isEmpty() && !text.equals("null") && !ended.get()) {
        listener.onToken(text);
      }
      delta.path("tool_calls").forEach(calls::add);
      if (!text.isEmpty() || !delta.path("tool_calls").isEmpty()) {
        lastTokenNanos = System.nanoTime();
      }
      finished |= choice.hasNonNull("finish_reason");
    }

    @Override
    public void onClosed(EventSource source) {
      if (finished) {
        if (ended.compareAndSet(false, true)) {
          List<RequestedCall> wished = calls.calls();
          if (wished.isEmpty()) {
            listener.onDone();
          } else {
            listener.onCalls(wished);
          }
        }
      } else {
        fail(new ChatFailure(FailureCategory.UNAVAILABLE, "the stream ended early", 0));
      }
    }

    @Override
    public void onFailure(EventSource source, @Nullable Throwable t, @Nullable Response response) {
      if (response != null && !response.isSuccessful()) {
        fail(ChatFailure.ofStatus(response.code(), response.headers(), text(response)));
      } else if (t instanceof InterruptedIOException) {
        fail(new ChatFailure(FailureCategory.TIMED_OUT, "no token in time", 0));
      } else if (t instanceof IOException) {
        fail(new ChatFailure(FailureCategory.UNAVAILABLE, t.getClass().getSimpleName(), 0));
      } else {
        fail(new ChatFailure(FailureCategory.GARBLED, "not an event stream", 0));
      }
    }

    private void fail(ChatFailure failure) {
      if (ended.compareAndSet(false, true)) {
        listener.onFailure(failure);
      }
    }

    private static String text(Response response) {
      try {
        return response.peekBody(64 * 1024).string();
      } catch (IOException e) {
        return "";
      }
    }
  }
}
