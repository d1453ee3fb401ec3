// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/**
 * A Scribe on a local port that sends what the test says. Accepts every connection unless {@link
 * #rejectNext} was called; a connection's messages are kept until the test takes them.
 */
public final class ScriptedScribe implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TIMEOUT_S = 10;

  private final MockWebServer server = new MockWebServer();
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  private final BlockingQueue<MockResponse> rejections = new LinkedBlockingQueue<>();

  public ScriptedScribe() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse rejection = rejections.poll();
            return rejection != null
                ? rejection
                : new MockResponse.Builder().webSocketUpgrade(new Session(request)).build();
          }
        });
    server.start();
  }

  /** Settings with this server's URL. */
  public Settings settings(Map<String, String> others) {
    var values = new HashMap<String, String>();
    values.put("ELEVENLABS_BASE_URL", "http://localhost:" + server.getPort());
    values.put("ELEVENLABS_API_KEY", "test-key");
    values.putAll(others);
    return Settings.of(values);
  }

  public int port() {
    return server.getPort();
  }

  /** Answers the next connection with this instead of an upgrade. */
  public void rejectNext(MockResponse response) {
    rejections.add(response);
  }

  /** The next connection that was accepted. */
  public Session takeSession() throws InterruptedException {
    Session session = sessions.poll(TIMEOUT_S, TimeUnit.SECONDS);
    assertThat(session).as("a connection").isNotNull();
    return session;
  }

  /** Cuts all connections without a close frame, and accepts no more. */
  @Override
  public void close() {
    server.close();
  }

  /** One connection, seen from the server. */
  public final class Session extends WebSocketListener {
    private final RecordedRequest request;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();
    private volatile WebSocket socket;

    @SuppressWarnings("NullAway.Init") // set before a test can take the session
    private Session(RecordedRequest request) {
      this.request = request;
    }

    /** The upgrade request. */
    public RecordedRequest request() {
      return request;
    }

    /** The client's next message. */
    public JsonNode takeMessage() throws InterruptedException {
      JsonNode message = messages.poll(TIMEOUT_S, TimeUnit.SECONDS);
      assertThat(message).as("a message").isNotNull();
      return message;
    }

    /** Takes messages up to and including a commit. */
    public int takeAudioUpToCommit() throws InterruptedException {
      int base64 = 0;
      for (JsonNode message = takeMessage();
          !message.get("commit").booleanValue();
          message = takeMessage()) {
        base64 += message.get("audio_base_64").textValue().length();
      }
      return base64;
    }

    /** The code that the client closed with; -1 if the connection broke. */
    public int takeCloseCode() throws InterruptedException {
      Integer code = closeCodes.poll(TIMEOUT_S, TimeUnit.SECONDS);
      assertThat(code).as("an end").isNotNull();
      return code;
    }

    public void start() {
      send("{\"message_type\":\"session_started\",\"session_id\":\"s1\",\"config\":{}}");
    }

    public void partial(String text) {
      send("{\"message_type\":\"partial_transcript\",\"text\":\"" + text + "\"}");
    }

    public void committed(String text) {
      send("{\"message_type\":\"committed_transcript\",\"text\":\"" + text + "\"}");
    }

    public void error(ScribeError error) {
      send("{\"message_type\":\"" + error.wireName() + "\",\"error\":\"no more\"}");
    }

    public void send(String json) {
      assertThat(socket.send(json)).as("sent").isTrue();
    }

    public void close(int code, String reason) {
      socket.close(code, reason);
    }

    /** Sends a binary message. */
    public void sendBytes(byte[] bytes) {
      socket.send(okio.ByteString.of(bytes));
    }

    @Override
    public void onOpen(WebSocket opened, okhttp3.Response response) {
      socket = opened;
      sessions.add(this);
    }

    @Override
    public void onMessage(WebSocket from, String text) {
      try {
        messages.add(JSON.readTree(text));
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
      closeCodes.add(code);
      from.close(code, null);
    }

    @Override
    public void onFailure(
        WebSocket from, Throwable e, okhttp3.@org.jspecify.annotations.Nullable Response response) {
      closeCodes.add(-1);
    }
  }
}
