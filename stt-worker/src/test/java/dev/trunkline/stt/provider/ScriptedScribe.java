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
 * A Scribe on a local port that says what the test says. Takes every connection unless told to
 * refuse the next ones; a connection's messages are kept until the test takes them.
 */
public final class ScriptedScribe implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_S = 10;

  private final MockWebServer server = new MockWebServer();
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  private final BlockingQueue<MockResponse> refusals = new LinkedBlockingQueue<>();

  public ScriptedScribe() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            MockResponse refusal = refusals.poll();
            return refusal != null
                ? refusal
                : new MockResponse.Builder().webSocketUpgrade(new Session(request)).build();
          }
        });
    server.start();
  }

  /** Settings that lead here. */
  public Settings settings(Map<String, String> others) {
    var values = new HashMap<String, String>();
    values.put("ELEVENLABS_BASE_URL", "http://localhost:" + server.getPort());
    values.put("ELEVENLABS_API_KEY", "test-key");
    values.putAll(others);
    return Settings.of(values);
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** The next connection is answered with this instead of an upgrade. */
  public void refuseNext(MockResponse response) {
    refusals.add(response);
  }

  /** The next connection that has been made. */
  public Session takeSession() throws InterruptedException {
    Session session = sessions.poll(PATIENCE_S, TimeUnit.SECONDS);
    assertThat(session).as("a connection").isNotNull();
    return session;
  }

  /** True if no connection waits to be taken. */
  public boolean hasNoSession() {
    return sessions.isEmpty();
  }

  /** Cuts all connections without a word, and takes no more. */
  @Override
  public void close() {
    server.close();
  }

  /** One connection, seen from the server. */
  public final class Session extends WebSocketListener {
    private final RecordedRequest request;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> goodbyes = new LinkedBlockingQueue<>();
    private volatile WebSocket socket;

    @SuppressWarnings("NullAway.Init") // given before anybody can take the session
    private Session(RecordedRequest request) {
      this.request = request;
    }

    /** The upgrade request. */
    public RecordedRequest request() {
      return request;
    }

    /** The client's next message. */
    public JsonNode takeMessage() throws InterruptedException {
      JsonNode message = messages.poll(PATIENCE_S, TimeUnit.SECONDS);
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

    /** The code the client closed with; -1 if the connection broke instead. */
    public int takeGoodbye() throws InterruptedException {
      Integer code = goodbyes.poll(PATIENCE_S, TimeUnit.SECONDS);
      assertThat(code).as("an end").isNotNull();
      return code;
    }

    /** True if every message has been taken. */
    public boolean isQuiet() {
      return messages.isEmpty();
    }

    public void start() {
      say("{\"message_type\":\"session_started\",\"session_id\":\"s1\",\"config\":{}}");
    }

    public void partial(String text) {
      say("{\"message_type\":\"partial_transcript\",\"text\":\"" + text + "\"}");
    }

    public void committed(String text) {
      say("{\"message_type\":\"committed_transcript\",\"text\":\"" + text + "\"}");
    }

    public void error(ScribeError error) {
      say("{\"message_type\":\"" + error.wireName() + "\",\"error\":\"no more\"}");
    }

    public void say(String json) {
      assertThat(socket.send(json)).as("sent").isTrue();
    }

    public void close(int code, String reason) {
      socket.close(code, reason);
    }

    /** Sends a binary message. */
    public void sayBytes(byte[] bytes) {
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
      goodbyes.add(code);
      from.close(code, null);
    }

    @Override
    public void onFailure(
        WebSocket from, Throwable e, okhttp3.@org.jspecify.annotations.Nullable Response response) {
      goodbyes.add(-1);
    }
  }
}
