// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Twilio's side of one media stream, for tests. */
final class TwilioMediaClient extends WebSocketListener {
  /** How the socket ended: the close code, or -1 if it broke. */
  record End(int code, String reason) {}

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Response> opened = new CompletableFuture<>();
  private final CompletableFuture<End> ended = new CompletableFuture<>();
  private final WebSocket socket;
  private final String streamSid;
  private volatile CountDownLatch readable = new CountDownLatch(0);
  private int sequence;

  TwilioMediaClient(OkHttpClient client, int port, String streamSid, @Nullable String signature) {
    var request = new Request.Builder().url("http://localhost:" + port + "/media");
    if (signature != null) {
      request.header("X-Twilio-Signature", signature);
    }
    this.streamSid = streamSid;
    this.socket = client.newWebSocket(request.build(), this);
  }

  /** The response to the handshake. */
  Response handshake() throws Exception {
    return opened.get(10, TimeUnit.SECONDS);
  }

  void connected() {
    send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
  }

  void start(String callSid, Map<String, String> parameters) {
    String custom =
        parameters.entrySet().stream()
            .map(p -> "\"" + p.getKey() + "\":\"" + p.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    send(
        "{\"event\":\"start\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\"start\":{\"accountSid\":\"AC1\",\"streamSid\":\""
            + streamSid
            + "\",\"callSid\":\""
            + callSid
            + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\","
            + "\"sampleRate\":8000,\"channels\":1},\"customParameters\":"
            + custom
            + "},\"streamSid\":\""
            + streamSid
            + "\"}");
  }

  void media(byte[] ulaw) {
    event(
        "media",
        "{\"track\":\"inbound\",\"chunk\":\"1\",\"timestamp\":\"155\",\"payload\":\""
            + Base64.getEncoder().encodeToString(ulaw)
            + "\"}");
  }

  void dtmf(String digit) {
    event("dtmf", "{\"track\":\"inbound_track\",\"digit\":\"" + digit + "\"}");
  }

  void mark(String name) {
    event("mark", "{\"name\":\"" + name + "\"}");
  }

  void stop() {
    event("stop", "{\"accountSid\":\"AC1\",\"callSid\":\"CA1\"}");
  }

  /** Skips this many sequence numbers. */
  void skip(int messages) {
    sequence += messages;
  }

  void send(String text) {
    socket.send(text);
  }

  void sendBinary(byte[] bytes) {
    socket.send(ByteString.of(bytes));
  }

  /** Breaks the connection without a close frame. */
  void breakOff() {
    socket.cancel();
  }

  /** Stops reading until the returned handle is closed. */
  ReadingPaused stopReading() {
    readable = new CountDownLatch(1);
    return readable::countDown;
  }

  /** While open, the client does not read. */
  interface ReadingPaused extends AutoCloseable {
    @Override
    void close();
  }

  /** The next message from the gateway. */
  String take() throws InterruptedException {
    String message = messages.poll(10, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message received within 10 s");
    }
    return message;
  }

  End end() throws Exception {
    return ended.get(10, TimeUnit.SECONDS);
  }

  private void event(String name, String body) {
    send(
        "{\"event\":\""
            + name
            + "\",\"sequenceNumber\":\""
            + ++sequence
            + "\",\""
            + name
            + "\":"
            + body
            + ",\"streamSid\":\""
            + streamSid
            + "\"}");
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    opened.complete(response);
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    try {
      if (readable.await(30, TimeUnit.SECONDS)) {
        messages.add(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    ended.complete(new End(code, reason));
    webSocket.close(1000, null);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
    if (response == null) {
      opened.completeExceptionally(new IOException(failure));
    } else {
      opened.complete(response);
    }
    ended.complete(new End(-1, String.valueOf(failure.getMessage())));
  }
}
