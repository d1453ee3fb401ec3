// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.simulator.providers.wire.Json;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it gets. */
final class Client extends WebSocketListener {
  private static final int SECONDS = 10;

  /** How a socket ended. */
  record End(int code, String reason) {}

  private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final CompletableFuture<Integer> refusal = new CompletableFuture<>();
  private final WebSocket socket;

  Client(OkHttpClient http, Request request) {
    socket = http.newWebSocket(request, this);
  }

  void send(String message) {
    socket.send(message);
  }

  void send(ObjectNode message) {
    socket.send(Json.text(message));
  }

  /** Scribe's message with so many milliseconds of 16 kHz audio, loud or silent. */
  void audio(int ms, boolean loud, boolean commit) {
    var bytes = new byte[ms * 32];
    if (loud) {
      for (int i = 1; i < bytes.length; i += 2) {
        bytes[i] = 0x10;
      }
    }
    chunk(bytes, 16_000, commit);
  }

  void chunk(byte[] bytes, int rate, boolean commit) {
    send(
        Json.object()
            .put("message_type", "input_audio_chunk")
            .put("audio_base_64", Base64.getEncoder().encodeToString(bytes))
            .put("commit", commit)
            .put("sample_rate", rate));
  }

  /** The next message, whatever it is. */
  ObjectNode next() throws InterruptedException {
    return Json.parse(text()).orElseThrow();
  }

  /** The next message as it came. */
  String text() throws InterruptedException {
    String message = messages.poll(SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came; the socket's end: " + end);
    }
    return message;
  }

  /** The next message whose field has this value; those before it are skipped. */
  ObjectNode next(String field, String value) throws InterruptedException {
    while (true) {
      ObjectNode message = next();
      if (message.path(field).asText().equals(value)) {
        return message;
      }
    }
  }

  /** What has come and was not asked for yet. */
  int waiting() {
    return messages.size();
  }

  End end() throws InterruptedException {
    return get(end);
  }

  /** The status with which the upgrade was refused; 0 if the connection broke. */
  int refusal() throws InterruptedException {
    return get(refusal);
  }

  void close() {
    socket.close(1000, null);
  }

  void vanish() {
    socket.cancel();
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    messages.add(text);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    webSocket.close(1000, null);
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    end.complete(new End(code, reason));
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    refusal.complete(response == null ? 0 : response.code());
    end.complete(new End(1006, ""));
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the socket did not end", e);
    }
  }
}
