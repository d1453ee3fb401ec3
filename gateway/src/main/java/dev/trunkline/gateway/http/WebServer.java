// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.http;

import dev.trunkline.runtime.service.ListenAddress;
import dev.trunkline.runtime.settings.InvalidSetting;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Javalin on one port, with the limits that Javalin has no settings for set on the Jetty below it.
 */
public final class WebServer {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final long IDLE_WHEN_DRAINING_MS = 100;
  private static final long MAX_REQUEST_BYTES = 64 * 1024;

  /**
   * Limits of every WebSocket; by default Jetty queues outgoing messages without limit.
   *
   * @param maxMessageBytes a larger message closes its socket
   * @param maxOutgoingMessages how many messages may wait for a peer that does not read
   * @param idleTimeout a socket is closed if nothing comes for this long
   */
  public record WebSocketLimits(
      int maxMessageBytes, int maxOutgoingMessages, Duration idleTimeout) {}

  private final String host;
  private final int port;
  private final Duration requestIdleTimeout;
  private final Javalin http;

  /**
   * Does not listen yet.
   *
   * @param host the address of this machine that it listens on
   * @param port 0 for any free port
   * @param requestIdleTimeout how long a connection may be silent, also in the middle of a request
   * @param routes adds the routes
   */
  public WebServer(
      String host,
      int port,
      Duration requestIdleTimeout,
      WebSocketLimits limits,
      Consumer<JavalinConfig> routes) {
    this.host = host;
    this.port = port;
    this.requestIdleTimeout = requestIdleTimeout;
    this.http =
        Javalin.create(config -> {
          configure(config, limits);
          routes.accept(config);
        });
  }

  /**
   * Listens.
   *
   * @throws InvalidSetting if the port is in use
   */
  public void start() {
    InetSocketAddress address = ListenAddress.of(host, port);
    // Checked here first, because Jetty would log a stack trace.
    try (var _ = new ServerSocket(port, 1, address.getAddress())) {
      log.atDebug().log("port is free");
    } catch (IOException e) {
      throw portInUse();
    }
    try {
      http.start(host, port);
      for (Connector connector : http.jettyServer().server().getConnectors()) {
        ((AbstractConnector) connector).setIdleTimeout(requestIdleTimeout.toMillis());
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
  public int port() {
    return http.port();
  }

  public void stop() {
    http.stop();
  }

  /**
   * Closes idle HTTP connections so that the next request of Twilio or a load balancer opens a new
   * one, which can reach another gateway. WebSockets stay open.
   */
  public void closeIdleConnections() {
    for (Connector connector : http.jettyServer().server().getConnectors()) {
      for (EndPoint connection : connector.getConnectedEndPoints()) {
        if (!(connection.getConnection() instanceof WebSocketConnection)) {
          connection.setIdleTimeout(IDLE_WHEN_DRAINING_MS);
        }
      }
    }
  }

  private static void configure(JavalinConfig config, WebSocketLimits limits) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MAX_REQUEST_BYTES;
    // A body that breaks off or cannot be decoded is the client's fault.
    config.routes.exception(IOException.class, (e, http) -> broken(http));
    config.routes.exception(HttpException.RuntimeException.class, (e, http) -> broken(http));
    config.jetty.modifyServletContextHandler(context ->
        config.jetty.modifyWebSocketServletFactory(factory -> {
          disableCompression(context);
          limit(factory, limits);
        }));
  }

  private static void broken(Context http) {
    log.atDebug().log("request body broken; request rejected");
    http.status(400).header("Connection", "close");
  }

  /** Twilio does not offer permessage-deflate; for other clients it would only cost memory. */
  private static void disableCompression(ServletContextHandler context) {
    WebSocketServerComponents.getWebSocketComponents(context)
        .getExtensionRegistry()
        .unregister("permessage-deflate");
  }

  private static void limit(JettyWebSocketServletFactory factory, WebSocketLimits limits) {
    factory.setMaxTextMessageSize(limits.maxMessageBytes());
    factory.setMaxBinaryMessageSize(limits.maxMessageBytes());
    factory.setMaxFrameSize(limits.maxMessageBytes());
    factory.setMaxOutgoingFrames(limits.maxOutgoingMessages());
    factory.setIdleTimeout(limits.idleTimeout());
  }
}
