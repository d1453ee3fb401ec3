// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** One socket to the provider. Sends never block; what comes is given to a {@link Listener}. */
public final class VoiceSocket {
  private static final int GOING_AWAY_NORMALLY = 1000;
  private static final int ERROR_BODY_BYTES = 4096;

  /** Called on the socket's own (virtual) thread, one call at a time. */
  public interface Listener {
    /** The upgrade was accepted. */
    void opened();

    void received(VoiceMessage message);

    /** The socket is gone, or never came about. Called once; nothing follows. */
    void lost(Failure failure);
  }

  private final Listener listener;
  private final Consumer<VoiceSocket> onGone;
  private final AtomicBoolean gone = new AtomicBoolean();
  private final WebSocket socket;

  /** Connects. {@code onGone} is run once, just before the listener hears of the loss. */
  VoiceSocket(OkHttpClient http, Request request, Listener listener, Consumer<VoiceSocket> onGone) {
    this.listener = listener;
    this.onGone = onGone;
    this.socket = http.newWebSocket(request, new Events());
  }

  /**
   * Sends {@code request}. A socket that takes no more (it is closing, or 16 MiB are waiting) is
   * cut, and its loss reported.
   */
  public void send(VoiceRequest request) {
    if (!socket.send(request.json())) {
      socket.cancel();
    }
  }

  /** Ends it at once, for a connection that is of no use. */
  public void cut() {
    socket.cancel();
  }

  /** Begins the closing handshake; a server that does not answer is cut off after a while. */
  void close() {
    socket.close(GOING_AWAY_NORMALLY, null);
  }

  boolean isGone() {
    return gone.get();
  }

  private void lost(Failure failure) {
    if (gone.compareAndSet(false, true)) {
      onGone.accept(this);
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
      listener.received(VoiceMessages.read(text));
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      webSocket.close(GOING_AWAY_NORMALLY, null);
      lost(Failures.ofClose(code, reason));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
      lost(
          response == null || response.code() == 101
              ? Failures.ofException(t)
              : Failures.ofHttp(response.code(), body(response)));
    }
  }

  private static String body(Response response) {
    try (response) {
      return response.peekBody(ERROR_BODY_BYTES).string();
    } catch (IOException | IllegalStateException e) {
      return "";
    }
  }
}
