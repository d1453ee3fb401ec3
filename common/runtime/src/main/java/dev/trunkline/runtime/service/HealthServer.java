// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.runtime.settings.InvalidSetting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code GET /health} (200 if ready, 503 if not), {@code GET /health/live} (200 unless only a
 * restart can help) and {@code GET /metrics} (Prometheus text) of a worker.
 */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Starts to listen.
   *
   * @param variable the setting that {@code port} comes from, for error messages
   * @param host the address of this machine that it listens on
   */
  public HealthServer(
      String variable,
      String host,
      int port,
      Supplier<Health> health,
      PrometheusMeterRegistry meters) {
    try {
      server = HttpServer.create(ListenAddress.of(host, port), 0);
    } catch (BindException e) {
      throw new InvalidSetting(
          variable, "names port " + port + ", which is in use", "set another port");
    } catch (IOException e) {
      throw new InvalidSetting(
          variable, "names a port that cannot be opened: " + e.getMessage(), "set another port");
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/health",
        exchange -> {
          Health now = health.get();
          boolean liveness = exchange.getRequestURI().getPath().equals("/health/live");
          boolean good = liveness ? now.live() : now.ready();
          answer(exchange, good ? 200 : 503, "application/json", json(now));
        });
    server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** {@code {"status":"ready"|"starting"|"failed", …details}}. */
  public static String json(Health health) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", !health.live() ? "failed" : health.ready() ? "ready" : "starting");
    body.putAll(health.details());
    try {
      return new ObjectMapper().writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
