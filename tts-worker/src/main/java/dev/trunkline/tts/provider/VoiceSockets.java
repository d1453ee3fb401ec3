// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import dev.trunkline.providers.http.ProviderHttp;
import dev.trunkline.tts.core.VoiceRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Opens sockets to the provider and closes them. Every socket reads on a virtual thread of its own.
 * Thread-safe.
 */
public final class VoiceSockets implements AutoCloseable {
  /** The server ends a context that gets no text for this long; 180 s is its maximum. */
  private static final String INACTIVITY_TIMEOUT_SECONDS = "180";

  /** How long to wait for a server that was asked to close the socket. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private record Closing(VoiceSocket socket, long deadlineNanos) {}

  private final OkHttpClient http;
  private final VoiceAccess access;
  private final LongSupplier nanoTime;
  private final Set<VoiceSocket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();

  public VoiceSockets(VoiceAccess access, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.http =
        ProviderHttp.builder("tts-socket", access.connectTimeout())
            .readTimeout(access.connectTimeout())
            .pingInterval(access.pingInterval())
            .build();
    this.access = access;
  }

  /** Starts to connect, without blocking. All text of the socket is spoken in {@code voice}. */
  public VoiceSocket connect(Voice voice, VoiceSocket.Listener listener) {
    Request request =
        new Request.Builder().url(url(access, voice)).header("xi-api-key", access.apiKey()).build();
    var socket = new VoiceSocket(http, request, listener, open::remove);
    open.add(socket);
    if (socket.isLost()) {
      open.remove(socket);
    }
    return socket;
  }

  /** Asks the server to close {@code socket}; {@link #tick} closes it if that takes too long. */
  void close(VoiceSocket socket) {
    if (!socket.isLost()) {
      socket.send(new VoiceRequest.CloseSocket());
      closing.add(new Closing(socket, nanoTime.getAsLong() + CLOSE_TIMEOUT.toNanos()));
    }
  }

  /** Closes sockets whose server did not do so in time. Call about ten times a second. */
  public void tick() {
    long now = nanoTime.getAsLong();
    Closing next;
    while ((next = closing.peek()) != null
        && (next.socket().isLost() || next.deadlineNanos() - now <= 0)) {
      closing.remove(next);
      next.socket().close();
    }
  }

  /** How many sockets are open or being opened. */
  public int size() {
    return open.size();
  }

  /** Closes every socket, waits up to {@link #CLOSE_TIMEOUT}, and cuts the sockets that remain. */
  @Override
  public void close() {
    open.forEach(socket -> {
      socket.send(new VoiceRequest.CloseSocket());
      socket.close();
    });
    ExecutorService threads = http.dispatcher().executorService();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        open.forEach(VoiceSocket::abort);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
  }

  private static HttpUrl url(VoiceAccess access, Voice voice) {
    URI base = URI.create(access.baseUrl().toString().replaceFirst("^ws", "http"));
    HttpUrl.Builder url =
        HttpUrl.get(base.toString())
            .newBuilder()
            .addPathSegments("v1/text-to-speech")
            .addPathSegment(voice.id())
            .addPathSegment("multi-stream-input")
            .addQueryParameter("model_id", access.model())
            .addQueryParameter("output_format", access.format().wireName())
            .addQueryParameter("auto_mode", "true")
            .addQueryParameter("sync_alignment", "true")
            .addQueryParameter("inactivity_timeout", INACTIVITY_TIMEOUT_SECONDS);
    VoiceLanguage.codeFor(access.model(), voice.language())
        .ifPresent(code -> url.addQueryParameter("language_code", code));
    return url.build();
  }
}
