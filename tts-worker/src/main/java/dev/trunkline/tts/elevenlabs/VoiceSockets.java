// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.elevenlabs;

import dev.trunkline.providers.http.PromptSockets;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Opens sockets to the provider and sees them off. Every socket reads on a virtual thread of its
 * own. Thread-safe.
 */
public final class VoiceSockets implements AutoCloseable {
  /** A context waits this long for text before the server gives it up; the most it grants. */
  private static final String INACTIVITY_SECONDS = "180";

  /** How long a server asked to close may take before we do. */
  private static final Duration LEAVE_WAIT = Duration.ofSeconds(2);

  private record Leaving(VoiceSocket socket, long untilNanos) {}

  private final OkHttpClient http;
  private final ExecutorService threads;
  private final VoiceAccess access;
  private final LongSupplier nanoTime;
  private final Set<VoiceSocket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Leaving> leaving = new ConcurrentLinkedQueue<>();

  public VoiceSockets(VoiceAccess access, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tts-socket-", 0).factory());
    this.http =
        new OkHttpClient.Builder()
            .socketFactory(new PromptSockets())
            .dispatcher(unlimited(threads))
            .connectTimeout(access.connectTimeout())
            .readTimeout(access.connectTimeout())
            .pingInterval(access.pingInterval())
            .build();
    this.access = access;
  }

  /** Begins to connect and returns at once. What is said there is said in {@code voice}. */
  public VoiceSocket connect(Voice voice, VoiceSocket.Listener listener) {
    Request request =
        new Request.Builder().url(url(access, voice)).header("xi-api-key", access.apiKey()).build();
    var socket = new VoiceSocket(http, request, listener, open::remove);
    open.add(socket);
    if (socket.isGone()) {
      open.remove(socket);
    }
    return socket;
  }

  /** Asks the server to close {@code socket}, and closes it if that does not happen in time. */
  public void leave(VoiceSocket socket) {
    if (!socket.isGone()) {
      socket.send(new VoiceRequest.CloseSocket());
      leaving.add(new Leaving(socket, nanoTime.getAsLong() + LEAVE_WAIT.toNanos()));
    }
  }

  /** Sees to the sockets that were left; call it now and then. */
  public void tick() {
    long now = nanoTime.getAsLong();
    Leaving next;
    while ((next = leaving.peek()) != null
        && (next.socket().isGone() || next.untilNanos() - now <= 0)) {
      leaving.remove(next);
      next.socket().close();
    }
  }

  /** How many sockets are open or being opened. */
  public int size() {
    return open.size();
  }

  /** Leaves every socket, waits a little for the servers, and cuts what is left. */
  @Override
  public void close() {
    open.forEach(socket -> {
      socket.send(new VoiceRequest.CloseSocket());
      socket.close();
    });
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LEAVE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        open.forEach(VoiceSocket::cut);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
  }

  /** Every open socket counts as a running request: the usual 64 would be 64 calls. */
  private static Dispatcher unlimited(ExecutorService threads) {
    var dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return dispatcher;
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
            .addQueryParameter("inactivity_timeout", INACTIVITY_SECONDS);
    if (voice.language() != null) {
      url.addQueryParameter("language_code", voice.language());
    }
    return url.build();
  }
}
