// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.dialog.core.answer.ChatFailure;
import dev.trunkline.dialog.core.answer.RequestedToolCall;
import dev.trunkline.events.FailureCategory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import org.jspecify.annotations.Nullable;

/**
 * Parses the server-sent events of one response. Tolerates fields that compatible servers leave out
 * or add.
 */
final class AnswerStream extends EventSourceListener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private final ChatClient.Listener listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final ToolCallAssembler calls = new ToolCallAssembler();
  private volatile long lastTokenNanos = System.nanoTime();
  private volatile boolean started;
  private final HiddenTextFilter hidden = new HiddenTextFilter();
  private boolean finished;
  private String reason = "";

  AnswerStream(ChatClient.Listener listener) {
    this.listener = listener;
  }

  @Override
  public void onEvent(EventSource source, @Nullable String id, @Nullable String type, String data) {
    if (data.startsWith("[DONE]")) {
      finished = true;
      return;
    }
    try {
      read(JSON.readTree(data));
    } catch (JsonProcessingException e) {
      fail(new ChatFailure(FailureCategory.GARBLED, "chunk is not JSON"));
      source.cancel();
    }
  }

  private void read(JsonNode chunk) {
    if (chunk.hasNonNull("error")) {
      fail(ChatErrors.inStream(chunk.get("error")));
      return;
    }
    JsonNode choice = chunk.path("choices").path(0);
    JsonNode delta = choice.path("delta");
    String text = delta.path("content").asText("") + delta.path("refusal").asText("");
    if (!text.isEmpty() && !text.equals("null")) {
      pass(hidden.add(text));
    }
    delta.path("tool_calls").forEach(calls::add);
    if (!text.isEmpty() || !delta.path("tool_calls").isEmpty()) {
      lastTokenNanos = System.nanoTime();
      started = true;
    }
    if (choice.hasNonNull("finish_reason")) {
      finished = true;
      reason = choice.get("finish_reason").asText();
    }
  }

  private void pass(String text) {
    if (!text.isEmpty() && !ended.get()) {
      listener.onToken(text);
    }
  }

  @Override
  public void onClosed(EventSource source) {
    if (reason.equals("content_filter")) {
      fail(ChatFailure.refused("finish_reason content_filter"));
    } else if (finished) {
      pass(hidden.finish());
      if (ended.compareAndSet(false, true)) {
        List<RequestedToolCall> requested = calls.calls();
        if (requested.isEmpty() && reason.equals("length")) {
          listener.onTruncated();
        } else if (requested.isEmpty()) {
          listener.onDone();
        } else {
          listener.onToolCalls(requested);
        }
      }
    } else {
      fail(new ChatFailure(FailureCategory.UNAVAILABLE, "stream ended before finish_reason"));
    }
  }

  @Override
  public void onFailure(EventSource source, @Nullable Throwable t, @Nullable Response response) {
    if (response != null && !response.isSuccessful()) {
      fail(ChatErrors.ofStatus(response.code(), response.headers(), text(response)));
    } else if (t instanceof InterruptedIOException) {
      fail(new ChatFailure(FailureCategory.TIMED_OUT, "connection timed out"));
    } else if (t instanceof IOException) {
      fail(new ChatFailure(FailureCategory.UNAVAILABLE, t.getClass().getSimpleName()));
    } else {
      fail(new ChatFailure(FailureCategory.GARBLED, "response is not an event stream"));
    }
  }

  /** True if the listener gets no further calls. */
  boolean isEnded() {
    return ended.get();
  }

  /** True after the first token or tool call. */
  boolean hasStarted() {
    return started;
  }

  /** When the last token arrived, by {@link System#nanoTime}; initially the time of the request. */
  long lastTokenNanos() {
    return lastTokenNanos;
  }

  /** Ends it without a call of the listener. */
  void discard() {
    ended.set(true);
  }

  /** Reports a failure, unless it has ended. */
  void fail(ChatFailure failure) {
    if (ended.compareAndSet(false, true)) {
      listener.onFailure(failure);
    }
  }

  private static String text(Response response) {
    try {
      return response.peekBody(MAX_ERROR_BYTES).string();
    } catch (IOException e) {
      return "";
    }
  }
}
