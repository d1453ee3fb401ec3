// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The endpoint of a shop's tool: tells where an order is. Thread-safe. */
final class OrderService implements AutoCloseable {
  /** The key that requests must carry. */
  static final String KEY = "secret";

  private final HttpServer server;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  /** What came; {@code key} is the idempotency key, which begins with the call's SID. */
  record Request(String authorization, String key, String body) {}

  private OrderService(HttpServer server) {
    this.server = server;
  }

  static OrderService start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var service = new OrderService(server);
      server.createContext("/orders", service::answer);
      server.start();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests made for one call, in order. */
  List<Request> requestsOf(String callSid) {
    return requests.stream().filter(request -> request.key().startsWith(callSid)).toList();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      requests.add(
          new Request(
              headers.getFirst("Authorization"),
              headers.getFirst("Idempotency-Key"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      byte[] answer = "{\"number\":427,\"status\":\"on its way\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
