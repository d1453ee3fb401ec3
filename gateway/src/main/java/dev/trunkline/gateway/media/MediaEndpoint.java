// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.media;

import dev.trunkline.gateway.call.CallLog;
import dev.trunkline.gateway.call.CallStream;
import dev.trunkline.gateway.call.Calls;
import dev.trunkline.gateway.call.InboundStream;
import dev.trunkline.gateway.metrics.GatewayMeters;
import dev.trunkline.gateway.metrics.GatewayMeters.Rejection;
import dev.trunkline.gateway.webhook.Admission;
import dev.trunkline.gateway.webhook.PublicUrls;
import dev.trunkline.gateway.webhook.Request;
import dev.trunkline.gateway.webhook.SignatureCheck;
import dev.trunkline.gateway.webhook.StreamTokens;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.websocket.WsConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code WS /media}: Twilio's media streams. */
public final class MediaEndpoint {
  private static final Logger log = LoggerFactory.getLogger(MediaEndpoint.class);

  /** Attribute of a handshake: our webhook's address, as Twilio knows it. */
  private static final String WEBHOOK = "trunkline.webhook";

  /** A frame of 20 ms is 0.4 KB. */
  private static final int MOST_MESSAGE_BYTES = 64 * 1024;

  /**
   * What a socket may do.
   *
   * @param startWait how long {@code start} may take
   * @param idle how long nothing may come
   * @param messagesPerSecond in the long run
   * @param messagesAtOnce after a stall of the network
   * @param outgoingFrames how many messages may wait because the peer does not read
   * @param sockets how many sockets may be open at once
   */
  public record Limits(
      Duration startWait,
      Duration idle,
      int messagesPerSecond,
      int messagesAtOnce,
      int outgoingFrames,
      int sockets) {}

  private final ConcurrentHashMap<String, MediaSocket> sockets = new ConcurrentHashMap<>();
  private final Limits limits;
  private final SignatureCheck signatures;
  private final PublicUrls urls;
  private final StreamTokens tokens;
  private final Admission admission;
  private final Calls calls;
  private final CallLog events;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timers;
  private final GatewayMeters meters;

  public MediaEndpoint(
      Limits limits,
      SignatureCheck signatures,
      PublicUrls urls,
      StreamTokens tokens,
      Admission admission,
      Calls calls,
      CallLog events,
      LongSupplier nanoTime,
      ScheduledExecutorService timers,
      GatewayMeters meters) {
    this.limits = limits;
    this.signatures = signatures;
    this.urls = urls;
    this.tokens = tokens;
    this.admission = admission;
    this.calls = calls;
    this.events = events;
    this.nanoTime = nanoTime;
    this.timers = timers;
    this.meters = meters;
  }

  /** Bounds what Jetty keeps for a socket; by default outgoing messages pile up without end. */
  public void limit(JettyWebSocketServletFactory factory) {
    factory.setMaxTextMessageSize(MOST_MESSAGE_BYTES);
    factory.setMaxBinaryMessageSize(MOST_MESSAGE_BYTES);
    factory.setMaxFrameSize(MOST_MESSAGE_BYTES);
    factory.setMaxOutgoingFrames(limits.outgoingFrames());
    factory.setIdleTimeout(limits.idle());
  }

  /** Refuses an upgrade that Twilio did not ask for, or that another gateway shall have. */
  public void beforeUpgrade(Context http) {
    if (!signatures.acceptsHandshake(Request.of(http.req()))) {
      meters.webhook("handshake-refused");
      throw new ForbiddenResponse();
    }
    if (!admission.takesStreams()) {
      meters.webhook("stream-sent-on");
      throw new ServiceUnavailableResponse();
    }
    if (sockets.size() >= limits.sockets()) {
      throw new ServiceUnavailableResponse();
    }
    http.attribute(WEBHOOK, urls.webhook(Request.of(http.req())));
  }

  /** What happens on a socket. */
  public void configure(WsConfig ws) {
    ws.onConnect(opened ->
        opened(
            opened.sessionId(),
            opened.session,
            Objects.requireNonNull(opened.<String>attribute(WEBHOOK))));
    ws.onMessage(message -> socket(message.sessionId()).ifPresent(s -> s.text(message.message())));
    ws.onBinaryMessage(message -> socket(message.sessionId()).ifPresent(MediaSocket::binary));
    ws.onError(error -> failed(error.sessionId(), error.error()));
    ws.onClose(closed -> {
      MediaSocket socket = sockets.remove(closed.sessionId());
      if (socket != null) {
        socket.closed(closed.status(), Objects.requireNonNullElse(closed.reason(), ""));
      }
    });
  }

  /** Closes the sockets on which nothing has come for too long. Called about once a second. */
  public void closeIdle() {
    long now = nanoTime.getAsLong();
    for (MediaSocket socket : sockets.values()) {
      if (now - socket.heardAt() > limits.idle().toNanos()) {
        socket.closeIdle();
      }
    }
  }

  private Optional<MediaSocket> socket(String sessionId) {
    return Optional.ofNullable(sockets.get(sessionId));
  }

  private void opened(String sessionId, Session session, String webhook) {
    var rate = new RateLimit(limits.messagesPerSecond(), limits.messagesAtOnce(), nanoTime);
    var wire = new JettyWire(session, meters);
    var socket =
        new MediaSocket(
            wire, (start, line) -> openStream(start, line, webhook), rate, nanoTime, meters);
    sockets.put(sessionId, socket);
    var _ =
        timers.schedule(socket::startIsDue, limits.startWait().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Optional<CallStream> openStream(Inbound.Start start, Wire wire, String webhook) {
    return tokens
        .redeem(start.callSid(), start.parameters())
        .map(ticket -> {
          var inbound = new InboundStream(start.callSid(), start.streamSid(), events);
          var line = new TwilioLine(wire, start.streamSid(), inbound);
          CallStream stream = calls.open(ticket, inbound, line, webhook);
          admission.arrived(ticket);
          return stream;
        });
  }

  private void failed(String sessionId, @Nullable Throwable error) {
    if (error instanceof MessageTooLargeException) {
      meters.rejected(Rejection.TOO_LARGE);
    }
    log.atDebug().addKeyValue("session", sessionId).setCause(error).log("socket failed");
  }
}
