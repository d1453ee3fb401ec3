// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.tts.core.VoiceFailure;
import dev.trunkline.tts.core.VoiceMessage;
import dev.trunkline.tts.core.VoiceRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** One socket to the provider. Sends never block; messages go to a {@link Listener}. */
public final class VoiceSocket {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MAX_ERROR_BODY_BYTES = 4096;

  /** Called on the socket's own (virtual) thread, one call at a time. */
  public interface Listener {
    /** The provider accepted the upgrade. */
    void opened();

    void received(VoiceMessage message);

    /** The socket broke, closed or could not be opened. Called once, as the last call. */
    void lost(VoiceFailure failure);
  }

  private final Listener listener;
  private final Consumer<VoiceSocket> onLost;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final WebSocket socket;

  /** Starts to connect. {@code onLost} runs once, just before {@link Listener#lost}. */
  VoiceSocket(OkHttpClient http, Request request, Listener listener, Consumer<VoiceSocket> onLost) {
    this.listener = listener;
    this.onLost = onLost;
    this.socket = http.newWebSocket(request, new Events());
  }

  /**
   * Sends {@code request}. If the socket rejects it (it is closing, or 16 MiB are queued), the
   * socket is cut and reported as lost.
   */
  void send(VoiceRequest request) {
    if (!socket.send(VoiceRequestWriter.json(request))) {
      socket.cancel();
    }
  }

  /** Cuts the connection without a handshake. */
  void abort() {
    socket.cancel();
  }

  /** Starts the closing handshake; OkHttp cuts a server that does not answer within 60 s. */
  void close() {
    socket.close(NORMAL_CLOSURE, null);
  }

  boolean isLost() {
    return lost.get();
  }

  private void lost(VoiceFailure failure) {
    if (lost.compareAndSet(false, true)) {
      onLost.accept(this);
      listener.lost(failure);
    }
  }

  private final class Events extends WebSocketListener {
    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      listener.opened();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      listener.received(VoiceMessageParser.parse(text));
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      webSocket.close(NORMAL_CLOSURE, null);
      lost(ElevenLabsErrors.ofClose(code, reason));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
      lost(
          response == null || response.code() == 101
              ? ElevenLabsErrors.ofException(t)
              : ElevenLabsErrors.ofHttp(response.code(), body(response)));
    }
  }

  private static String body(Response response) {
    try (response) {
      return response.peekBody(MAX_ERROR_BODY_BYTES).string();
    } catch (IOException | IllegalStateException e) {
      return "";
    }
  }
}
