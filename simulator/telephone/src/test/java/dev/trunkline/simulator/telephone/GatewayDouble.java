// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A little gateway: answers webhooks with TwiML and takes media streams, and keeps what it gets.
 */
public final class GatewayDouble implements AutoCloseable {
  private static final int WAIT_S = 10;

  /** A webhook or callback that arrived. */
  public record Request(String path, Map<String, String> headers, Map<String, String> fields) {}

  /** A stream's end, as the gateway sees it. */
  public record Closed(int code) {}

  private final ObjectMapper json = new ObjectMapper();
  private final Javalin server;
  private final String secure;
  private final Map<String, Function<Request, String>> answers = new ConcurrentHashMap<>();

  public final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  public final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  public final BlockingQueue<JsonNode> media = new LinkedBlockingQueue<>();
  public final BlockingQueue<Closed> closings = new LinkedBlockingQueue<>();
  public final BlockingQueue<Map<String, String>> handshakes = new LinkedBlockingQueue<>();
  private volatile @Nullable WsConnectContext socket;
  private volatile String streamSid = "";
  private volatile Consumer<JsonNode> onMedia = node -> {};

  public GatewayDouble() {
    this(null);
  }

  /** A gateway behind TLS, if {@code tls} is given. */
  public GatewayDouble(@Nullable SSLContext tls) {
    secure = tls == null ? "" : "s";
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  if (tls != null) {
                    config.jetty.addConnector((jetty, http) -> connector(jetty, http, tls));
                  }
                  config.routes.post("/<path>", this::answer);
                  config.routes.get("/<path>", this::answer);
                  config.routes.ws(
                      "/media",
                      ws -> {
                        ws.onConnect(context -> {
                          context.session.setIdleTimeout(Duration.ZERO);
                          socket = context;
                          handshakes.add(lowerCased(context.headerMap()));
                        });
                        ws.onMessage(context -> receive(context.message()));
                        ws.onClose(context -> closings.add(new Closed(context.status())));
                      });
                })
            .start(0);
    answers.put("twiml", request -> connect(""));
  }

  public URI url(String path) {
    return URI.create("http" + secure + "://localhost:" + server.port() + path);
  }

  public String mediaUrl() {
    return "ws" + secure + "://localhost:" + server.port() + "/media";
  }

  /** A document that connects a stream, and then {@code rest}. */
  public String connect(String rest) {
    return response(
        "<Connect><Stream url='"
            + mediaUrl()
            + "?lost=1'><Parameter name='token' value='a&amp;b'/>"
            + "</Stream></Connect>"
            + rest);
  }

  public static String response(String verbs) {
    return "<Response>" + verbs + "</Response>";
  }

  public void answer(String path, Function<Request, String> twiml) {
    answers.put(path, twiml);
  }

  public void onMedia(Consumer<JsonNode> listener) {
    onMedia = listener;
  }

  /** Waits for a request to {@code path}; others before it are forgotten. */
  public Request request(String path) throws InterruptedException {
    Request request = next(requests);
    while (!request.path().equals(path)) {
      request = next(requests);
    }
    return request;
  }

  /** Waits for a message of {@code event}; others before it are forgotten. */
  public JsonNode message(String event) throws InterruptedException {
    JsonNode message = next(messages);
    while (!message.path("event").asText().equals(event)) {
      message = next(messages);
    }
    return message;
  }

  public <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(WAIT_S, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within " + WAIT_S + " s");
    }
    return next;
  }

  public void play(byte[] ulaw) {
    send(
        "{\"event\":\"media\",\"streamSid\":\""
            + streamSid
            + "\",\"media\":{\"payload\":\""
            + Base64.getEncoder().encodeToString(ulaw)
            + "\"}}");
  }

  public void mark(String name) {
    send(
        "{\"event\":\"mark\",\"streamSid\":\""
            + streamSid
            + "\",\"mark\":{\"name\":\""
            + name
            + "\"}}");
  }

  public void clear() {
    send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
  }

  public void send(String text) {
    socket().send(text);
  }

  public WsConnectContext socket() {
    WsConnectContext current = socket;
    if (current == null) {
      throw new AssertionError("no stream");
    }
    return current;
  }

  @Override
  public void close() {
    server.stop();
  }

  private void answer(Context context) {
    String path = context.path().substring(1);
    Map<String, String> fields = new LinkedHashMap<>();
    context.formParamMap().forEach((name, values) -> fields.put(name, values.getFirst()));
    context.queryParamMap().forEach((name, values) -> fields.put(name, values.getFirst()));
    var request = new Request(path, lowerCased(context.headerMap()), fields);
    requests.add(request);
    Function<Request, String> answer = answers.get(path);
    if (answer == null) {
      context.status(204);
    } else {
      context.contentType("text/xml").result(answer.apply(request));
    }
  }

  private void receive(String text) throws JsonProcessingException {
    JsonNode message = json.readTree(text);
    String event = message.path("event").asText();
    if (event.equals("start")) {
      streamSid = message.path("streamSid").asText();
    }
    if (event.equals("media")) {
      media.add(message);
      onMedia.accept(message);
    } else {
      messages.add(message);
    }
  }

  private static Connector connector(Server jetty, HttpConfiguration http, SSLContext tls) {
    var ssl = new SslContextFactory.Server();
    ssl.setSslContext(tls);
    return new ServerConnector(
        jetty, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
  }

  private static Map<String, String> lowerCased(Map<String, String> map) {
    Map<String, String> headers = new LinkedHashMap<>();
    map.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }
}
