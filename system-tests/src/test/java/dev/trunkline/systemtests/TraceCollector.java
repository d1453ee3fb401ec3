// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector of traces, as OpenTelemetry's exporters know it: OTLP over HTTP with protobuf. */
final class TraceCollector implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

  /** A span and the service it is of. */
  record Step(String service, Span span) {
    String name() {
      return span.getName();
    }

    ByteString trace() {
      return span.getTraceId();
    }

    Map<String, AnyValue> attributes() {
      return toMap(span.getAttributesList());
    }

    /** -1 if it knows of none. */
    int turn() {
      AnyValue number = attributes().get("trunkline.turn");
      return number == null ? -1 : (int) number.getIntValue();
    }

    boolean isOfCall(String callSid) {
      AnyValue sid = attributes().get("trunkline.call");
      return sid != null && sid.getStringValue().equals(callSid);
    }
  }

  private TraceCollector(HttpServer server) {
    this.server = server;
  }

  static TraceCollector start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var collector = new TraceCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** All steps of the trace that {@code step} is in, parents before their children. */
  List<Step> traceOf(Step step) {
    List<Step> trace = steps.stream().filter(other -> other.trace().equals(step.trace())).toList();
    return trace.stream().sorted(Comparator.comparingInt(each -> depth(each, trace))).toList();
  }

  private static int depth(Step step, List<Step> trace) {
    return trace.stream()
        .filter(other -> other.span().getSpanId().equals(step.span().getParentSpanId()))
        .findFirst()
        .map(parent -> 1 + depth(parent, trace))
        .orElse(0);
  }

  /** All steps that have come. */
  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The one step of this name in a call's turn. */
  Step only(String callSid, int turn, String name) {
    List<Step> found =
        steps.stream()
            .filter(s -> s.isOfCall(callSid) && s.turn() == turn && s.name().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " steps named " + name + " in turn " + turn);
    }
    return found.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (ResourceSpans service : request.getResourceSpansList()) {
        String name =
            Objects.requireNonNull(
                    toMap(service.getResource().getAttributesList()).get("service.name"))
                .getStringValue();
        service
            .getScopeSpansList()
            .forEach(scope -> scope.getSpansList().forEach(s -> steps.add(new Step(name, s))));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Map<String, AnyValue> toMap(List<KeyValue> attributes) {
    var map = new HashMap<String, AnyValue>();
    attributes.forEach(attribute -> map.put(attribute.getKey(), attribute.getValue()));
    return map;
  }
}
