// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import dev.trunkline.gateway.call.CallStream;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.call.InboundStream;
import dev.trunkline.gateway.http.WebServer.WebSocketLimits;
import dev.trunkline.gateway.http.WebSocketSender;
import dev.trunkline.gateway.twilio.webhook.StreamAuthorization;
import dev.trunkline.gateway.twilio.webhook.TwilioRequest;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code WS /media}: Twilio's media streams. */
public final class MediaEndpoint {
  private static final Logger log = LoggerFactory.getLogger(MediaEndpoint.class);

  /** Attribute of a handshake: our webhook's URL as Twilio knows it. */
  private static final String WEBHOOK = "trunkline.webhook";

  /** A frame of 20 ms is 0.4 KB. */
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  /**
   * What a socket may do.
   *
   * @param startTimeout how long {@code start} may take
   * @param idleTimeout how long nothing may come
   * @param messagesPerSecond in the long run
   * @param burst how many messages may come together after a network stall
   * @param maxOutgoingMessages how many messages may wait because the peer does not read
   * @param maxSockets how many sockets may be open
   */
  public record Limits(
      Duration startTimeout,
      Duration idleTimeout,
      int messagesPerSecond,
      int burst,
      int maxOutgoingMessages,
      int maxSockets) {
    /** The part that the web server enforces. */
    public WebSocketLimits webSocket() {
      return new WebSocketLimits(MAX_MESSAGE_BYTES, maxOutgoingMessages, idleTimeout);
    }

    /** The same with another timeout for {@code start}. */
    public Limits withStartTimeout(Duration timeout) {
      return new Limits(
          timeout, idleTimeout, messagesPerSecond, burst, maxOutgoingMessages, maxSockets);
    }

    /** The same with another time without messages. */
    public Limits withIdleTimeout(Duration timeout) {
      return new Limits(
          startTimeout, timeout, messagesPerSecond, burst, maxOutgoingMessages, maxSockets);
    }

    /** The same with other numbers of messages. */
    public Limits withMessages(int perSecond, int together) {
      return new Limits(
          startTimeout, idleTimeout, perSecond, together, maxOutgoingMessages, maxSockets);
    }

    /** The same with another queue of outgoing messages. */
    public Limits withMaxOutgoingMessages(int messages) {
      return new Limits(startTimeout, idleTimeout, messagesPerSecond, burst, messages, maxSockets);
    }
  }

  private final ConcurrentHashMap<String, MediaSocket> sockets = new ConcurrentHashMap<>();
  private final Limits limits;
  private final StreamAuthorization authorization;
  private final Calls calls;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timers;
  private final MediaMetrics metrics;

  public MediaEndpoint(
      Limits limits,
      StreamAuthorization authorization,
      Calls calls,
      LongSupplier nanoTime,
      ScheduledExecutorService timers,
      MediaMetrics metrics) {
    this.limits = limits;
    this.authorization = authorization;
    this.calls = calls;
    this.nanoTime = nanoTime;
    this.timers = timers;
    this.metrics = metrics;
  }

  /** Rejects an upgrade that Twilio did not sign, or that another gateway can take. */
  public void beforeUpgrade(Context http) {
    String webhook = authorization.checkUpgrade(TwilioRequest.of(http.req()));
    if (sockets.size() >= limits.maxSockets()) {
      throw new ServiceUnavailableResponse();
    }
    http.attribute(WEBHOOK, webhook);
  }

  /** Handles the events of a socket. */
  public void configure(WsConfig ws) {
    ws.onConnect(this::onConnect);
    ws.onMessage(
        message -> socket(message.sessionId()).ifPresent(s -> s.onText(message.message())));
    ws.onBinaryMessage(message -> socket(message.sessionId()).ifPresent(MediaSocket::onBinary));
    ws.onError(error -> onError(error.sessionId(), error.error()));
    ws.onClose(closed -> {
      MediaSocket socket = sockets.remove(closed.sessionId());
      if (socket != null) {
        socket.onClose(closed.status(), Objects.requireNonNullElse(closed.reason(), ""));
      }
    });
  }

  /** Closes the sockets that have been idle for too long. Called about once a second. */
  public void closeIdle() {
    long now = nanoTime.getAsLong();
    for (MediaSocket socket : sockets.values()) {
      if (now - socket.lastMessageNanos() > limits.idleTimeout().toNanos()) {
        socket.closeIdle();
      }
    }
  }

  private Optional<MediaSocket> socket(String sessionId) {
    return Optional.ofNullable(sockets.get(sessionId));
  }

  private void onConnect(WsConnectContext context) {
    String webhook = Objects.requireNonNull(context.<String>attribute(WEBHOOK));
    var sender = new WebSocketSender(context, metrics::overflowed);
    var rate = new RateLimit(limits.messagesPerSecond(), limits.burst(), nanoTime);
    var socket =
        new MediaSocket(
            sender, start -> openStream(start, sender, webhook), rate, nanoTime, metrics);
    sockets.put(context.sessionId(), socket);
    var _ =
        timers.schedule(
            socket::onStartTimeout, limits.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Optional<CallStream> openStream(
      TwilioMessage.Start start, WebSocketSender sender, String webhook) {
    return authorization
        .redeem(start.callSid(), start.parameters())
        .map(ticket -> {
          InboundStream inbound = calls.newInboundStream(start.callSid(), start.streamSid());
          var outbound = new TwilioOutboundStream(sender, start.streamSid(), inbound);
          CallStream stream = calls.open(ticket, inbound, outbound, webhook);
          authorization.onStreamOpened(ticket);
          return stream;
        });
  }

  private void onError(String sessionId, @Nullable Throwable error) {
    if (WebSocketSender.isMessageTooLarge(error)) {
      metrics.rejected(MessageRejection.TOO_LARGE);
    }
    log.atDebug().addKeyValue("session", sessionId).setCause(error).log("media socket failed");
  }
}
