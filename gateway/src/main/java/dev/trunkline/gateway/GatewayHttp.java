// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.gateway.media.MediaEndpoint;
import dev.trunkline.gateway.webhook.StatusEndpoint;
import dev.trunkline.gateway.webhook.TwimlEndpoint;
import dev.trunkline.runtime.service.Health;
import dev.trunkline.runtime.service.HealthServer;
import dev.trunkline.runtime.settings.InvalidSetting;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Twilio and operators reach over HTTP, on one port. */
final class GatewayHttp {
  private static final Logger log = LoggerFactory.getLogger(GatewayHttp.class);
  private static final long IDLE_AT_STOP_MS = 100;
  private static final long MOST_REQUEST_BYTES = 64 * 1024;

  private final int port;
  private final Duration requestIdle;
  private final TwimlEndpoint twiml;
  private final StatusEndpoint status;
  private final MediaEndpoint media;
  private final Supplier<Health> health;
  private final PrometheusMeterRegistry meters;
  private final Javalin http;

  /**
   * Does not listen yet.
   *
   * @param port 0 for any free one
   * @param requestIdle how long a connection may be silent, also in the middle of a request
   * @param meters served at {@code /metrics}
   */
  GatewayHttp(
      int port,
      Duration requestIdle,
      TwimlEndpoint twiml,
      StatusEndpoint status,
      MediaEndpoint media,
      Supplier<Health> health,
      PrometheusMeterRegistry meters) {
    this.port = port;
    this.requestIdle = requestIdle;
    this.twiml = twiml;
    this.status = status;
    this.media = media;
    this.health = health;
    this.meters = meters;
    this.http = Javalin.create(this::configure);
  }

  /**
   * Listens.
   *
   * @throws InvalidSetting if the port is in use
   */
  void start() {
    // Asked before the server is, which would write a stack trace first.
    try (var _ = new ServerSocket(port)) {
      log.atDebug().log("port is free");
    } catch (IOException e) {
      throw portInUse();
    }
    try {
      http.start(port);
      for (Connector connector : http.jettyServer().server().getConnectors()) {
        ((AbstractConnector) connector).setIdleTimeout(requestIdle.toMillis());
      }
    } catch (JavalinBindException e) {
      throw portInUse();
    }
  }

  private InvalidSetting portInUse() {
    return new InvalidSetting(
        "PORT", "names port " + port + ", which is in use", "set another port");
  }

  /** The port it listens on. */
  int port() {
    return http.port();
  }

  void stop() {
    http.stop();
  }

  /**
   * Twilio and load balancers keep connections open and would ask here again; what they ask next
   * shall find another gateway. Streams stay.
   */
  void closeIdleConnections() {
    for (Connector connector : http.jettyServer().server().getConnectors()) {
      for (EndPoint connection : connector.getConnectedEndPoints()) {
        if (!(connection.getConnection() instanceof WebSocketConnection)) {
          connection.setIdleTimeout(IDLE_AT_STOP_MS);
        }
      }
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_REQUEST_BYTES;
    config.jetty.modifyServletContextHandler(context ->
        config.jetty.modifyWebSocketServletFactory(factory -> {
          refuseCompression(context);
          media.limit(factory);
        }));
    config.routes.post("/twiml", twiml::handle);
    config.routes.post("/status", status::handle);
    config.routes.wsBeforeUpgrade("/media", media::beforeUpgrade);
    config.routes.ws("/media", media::configure);
    config.routes.get("/health", http -> answer(http, Health::ready));
    config.routes.get("/health/live", http -> answer(http, Health::live));
    config.routes.get(
        "/metrics",
        http -> http.contentType("text/plain; version=0.0.4; charset=utf-8").result(scrape()));
  }

  /** Twilio offers no permessage-deflate, and for others it only costs memory. */
  private static void refuseCompression(ServletContextHandler context) {
    WebSocketServerComponents.getWebSocketComponents(context)
        .getExtensionRegistry()
        .unregister("permessage-deflate");
  }

  private String scrape() {
    return meters.scrape();
  }

  private void answer(Context http, java.util.function.Predicate<Health> good) {
    Health now = health.get();
    http.status(good.test(now) ? 200 : 503)
        .contentType("application/json")
        .result(HealthServer.json(now));
  }
}
