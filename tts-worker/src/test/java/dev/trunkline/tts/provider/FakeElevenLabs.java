// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.provider;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.trunkline.tts.core.OutputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A server that accepts or rejects sockets and sends what the test chooses. */
public final class FakeElevenLabs implements AutoCloseable {
  private static final int WAIT_SECONDS = 10;

  private final MockWebServer server = new MockWebServer();
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  private final Connections connections = new Connections();
  private volatile @Nullable MockResponse rejection;

  public FakeElevenLabs() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse response = rejection;
            return response != null
                ? response
                : new MockResponse.Builder().webSocketUpgrade(new Session()).build();
          }
        });
    server.setServerSocketFactory(connections);
    try {
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers every upgrade from now on with an error. */
  public void reject(int status, String body) {
    rejection = new MockResponse.Builder().code(status).body(body).build();
  }

  /** Accepts upgrades again. */
  public void accept() {
    rejection = null;
  }

  public URI url() {
    return URI.create(server.url("/").toString().replaceAll("/$", ""));
  }

  /** The default voice. */
  static final Voice RACHEL = new Voice("rachel", null);

  /** The access a client of this server needs. */
  public VoiceAccess access() {
    return new VoiceAccess(
        url(),
        "secret",
        RACHEL,
        "turbo",
        OutputFormat.ULAW_8000,
        Duration.ofSeconds(WAIT_SECONDS),
        Duration.ofMinutes(1));
  }

  public RecordedRequest awaitRequest() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(WAIT_SECONDS, SECONDS), "no request");
  }

  /** The next socket that is opened. */
  public Session awaitSession() throws InterruptedException {
    return Objects.requireNonNull(sessions.poll(WAIT_SECONDS, SECONDS), "no socket was opened");
  }

  /** Cuts every TCP connection. */
  public void cutAll() {
    connections.cutAll();
  }

  @Override
  public void close() {
    server.close();
  }

  /** One socket, seen from the server. */
  public final class Session extends WebSocketListener {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private volatile @Nullable WebSocket socket;

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      socket = webSocket;
      sessions.add(this);
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      received.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      closed.add(code);
      webSocket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
      closed.add(1006);
    }

    /** Sends audio of {@code text} in context {@code id}: 60 ms for each character. */
    public void sendAudio(String id, String text) {
      int length = text.length();
      String chars =
          text.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(","));
      String starts =
          IntStream.range(0, length).mapToObj(i -> "" + i * 60).collect(Collectors.joining(","));
      String durations =
          IntStream.range(0, length).mapToObj(i -> "60").collect(Collectors.joining(","));
      String audio = Base64.getEncoder().encodeToString(new byte[length * 60 * 8]);
      send(
          "{\"audio\":\"%s\",\"isFinal\":null,\"contextId\":\"%s\",\"alignment\":{\"chars\":[%s],\"charStartTimesMs\":[%s],\"charDurationsMs\":[%s]}}"
              .formatted(audio, id, chars, starts, durations));
    }

    /** Ends context {@code id}. */
    public void endContext(String id) {
      send("{\"audio\":null,\"isFinal\":true,\"contextId\":\"" + id + "\"}");
    }

    /** The next message of the client. */
    public String await() throws InterruptedException {
      return Objects.requireNonNull(
          received.poll(WAIT_SECONDS, SECONDS), "the client sent nothing");
    }

    /** The code with which the client closes; 1006 if the connection breaks. */
    public int awaitClose() throws InterruptedException {
      return Objects.requireNonNull(closed.poll(WAIT_SECONDS, SECONDS), "the client did not close");
    }

    public void send(String json) {
      open().send(json);
    }

    public void close(int code, String reason) {
      open().close(code, reason);
    }

    private WebSocket open() {
      return Objects.requireNonNull(socket);
    }
  }

  /** Keeps the TCP connections, so that they can be cut. */
  private static final class Connections extends ServerSocketFactory {
    private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

    void cutAll() {
      for (Socket socket : accepted) {
        try {
          socket.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          accepted.add(socket);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }
}
