// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.providers.http.HttpFailures;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to Scribe. Sending only queues and never blocks; one thread at a time may send. A
 * message that can no longer be sent is dropped; an event reports why.
 */
public final class ScribeSocket {
  private static final int NORMAL_CLOSURE = 1000;
  private static final long MAX_BODY_BYTES = 4_096;

  private final AudioChunkEncoder encoder;
  private final WebSocket socket;

  ScribeSocket(
      OkHttpClient http, Request request, AudioFormat format, Consumer<ScribeEvent> events) {
    this.encoder = new AudioChunkEncoder(format);
    this.socket = http.newWebSocket(request, new Listener(events));
  }

  /** Sends µ-law, 8 kHz. */
  public void send(byte[] ulaw) {
    socket.send(encoder.audio(ulaw));
  }

  /** Ends the segment after the audio sent so far. */
  public void commit() {
    socket.send(encoder.commit());
  }

  /** Bytes of messages that wait to be written. OkHttp closes a socket at 16 MiB. */
  public long queuedBytes() {
    return socket.queueSize();
  }

  /** Closes after what is queued was sent. */
  public void close() {
    socket.close(NORMAL_CLOSURE, null);
  }

  /** Cuts the connection. */
  public void drop() {
    socket.cancel();
  }

  private static final class Listener extends WebSocketListener {
    private final Consumer<ScribeEvent> events;
    private boolean ended;

    Listener(Consumer<ScribeEvent> events) {
      this.events = events;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      events.accept(ScribeMessages.parse(text));
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      events.accept(new ScribeEvent.Ignored("binary"));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(NORMAL_CLOSURE, null);
      emitLast(new ScribeEvent.Closed(code, reason));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable e, @Nullable Response response) {
      emitLast(
          response == null || response.code() == 101 ? connectionError(e) : httpError(response));
    }

    private void emitLast(ScribeEvent event) {
      if (!ended) {
        ended = true;
        events.accept(event);
      }
    }

    private static ScribeEvent connectionError(Throwable e) {
      return new ScribeEvent.Broken(HttpFailures.category(e), e.getClass().getSimpleName(), 0);
    }

    private static ScribeEvent httpError(Response response) {
      int status = response.code();
      FailureCategory category = HttpFailures.category(status);
      if (category == FailureCategory.REFUSED
          && body(response).contains(ScribeError.QUOTA_EXCEEDED.wireName())) {
        category = FailureCategory.QUOTA_SPENT;
      } else if (status < 400) {
        category = FailureCategory.INVALID_REQUEST; // A server that does not speak this protocol.
      }
      return new ScribeEvent.Broken(
          category, "HTTP " + status, HttpFailures.retryAfterMs(response.headers()));
    }

    private static String body(Response response) {
      try {
        return response.peekBody(MAX_BODY_BYTES).string();
      } catch (IOException | IllegalStateException e) {
        return "";
      }
    }
  }
}
