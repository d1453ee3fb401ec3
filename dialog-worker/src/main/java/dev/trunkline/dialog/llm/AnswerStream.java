// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.events.FailureCategory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import org.jspecify.annotations.Nullable;

/** Reads an answer's chunks as they come; tolerant of what other servers leave out or add. */
final class AnswerStream extends EventSourceListener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChatClient.Listener listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CallFragments calls = new CallFragments();
  private volatile long lastTokenNanos = System.nanoTime();
  private volatile boolean begun;
  private boolean finished;

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
      begun = true;
    }
    finished |= choice.hasNonNull("finish_reason");
  }

  @Override
  public void onClosed(EventSource source) {
    if (finished) {
      if (ended.compareAndSet(false, true)) {
        List<ChatClient.RequestedCall> wished = calls.calls();
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

  /** True if its listener hears no more of it. */
  boolean isEnded() {
    return ended.get();
  }

  /** True once a token has come. */
  boolean hasBegun() {
    return begun;
  }

  /** When the last token came, by {@link System#nanoTime}; at first, when it was asked for. */
  long lastTokenNanos() {
    return lastTokenNanos;
  }

  /** It is not wanted any more. */
  void drop() {
    ended.set(true);
  }

  /** Ends it so, unless it has ended. */
  void fail(ChatFailure failure) {
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
