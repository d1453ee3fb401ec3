// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import dev.trunkline.runtime.kafka.internals.KafkaInternals;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import dev.trunkline.runtime.settings.Settings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A service's part in the traces of turns. Records carry the trace in the header {@code
 * traceparent}; {@link dev.trunkline.runtime.kafka.Publisher} adds the current trace to every
 * record it sends. Without {@code OTEL_EXPORTER_OTLP_ENDPOINT} no spans are recorded, and a
 * record's trace is only passed on. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
  static final Setting<String> ENDPOINT =
      Setting.text("OTEL_EXPORTER_OTLP_ENDPOINT")
          .meaning(
              "Where traces go (OTLP over HTTP), e.g. `http://collector:4318`. Without it there are"
                  + " none. OpenTelemetry's other `OTEL_` variables apply as well.")
          .reason("To see where the time of an answer goes, call by call.")
          .readByEveryService();

  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  private static final String PREFIX = "OTEL_";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private final OpenTelemetry telemetry;

  private Tracing(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** Records nothing. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.noop());
  }

  /**
   * Records the spans of {@code service} and exports them as OpenTelemetry's own variables ({@code
   * OTEL_…}) say.
   *
   * @throws InvalidSetting if OpenTelemetry rejects them
   */
  public static Tracing from(Settings settings, String service) {
    if (!settings.isSet(ENDPOINT) && settings.variable(TRACES_ENDPOINT).isEmpty()) {
      return off();
    }
    try {
      return new Tracing(
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> properties(settings, service))
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk());
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new InvalidSetting(
          "OTEL_*",
          "is rejected by OpenTelemetry (" + e.getMessage() + ")",
          "check " + ENDPOINT + " and the other OTEL_ variables");
    }
  }

  /** The trace in a record's headers; {@link Context#root} if there is none. */
  public static Context extract(Headers headers) {
    return headers.lastHeader(TraceHeader.NAME) == null
        ? Context.root()
        : W3C.extract(Context.root(), headers, TraceHeader.INSTANCE);
  }

  /** The trace in a {@code traceparent} that {@link #traceparent} returned. */
  public static Context extract(String traceparent) {
    Headers headers = KafkaInternals.newHeaders();
    TraceHeader.INSTANCE.set(headers, TraceHeader.NAME, traceparent);
    return extract(headers);
  }

  /** The trace in a record's headers, as text to be stored; null if there is none. */
  public static @Nullable String traceparent(Headers headers) {
    return TraceHeader.INSTANCE.get(headers, TraceHeader.NAME);
  }

  /** Adds the current trace, if there is one, to a record's headers. */
  public static void inject(Headers headers) {
    W3C.inject(Context.current(), headers, TraceHeader.INSTANCE);
  }

  /** A span of a call's trace, not started yet. */
  public SpanBuilder step(String name, Context parent, String callSid) {
    return telemetry
        .getTracer("dev.trunkline")
        .spanBuilder(name)
        .setParent(parent)
        .setAttribute("trunkline.call", callSid);
  }

  /** As {@link #step}, for a known turn. */
  public SpanBuilder turn(String name, Context parent, String callSid, int turn) {
    return step(name, parent, callSid).setAttribute("trunkline.turn", (long) turn);
  }

  /** Exports the remaining spans. */
  @Override
  public void close() {
    if (telemetry instanceof OpenTelemetrySdk sdk) {
      sdk.close();
    }
  }

  private static Map<String, String> properties(Settings settings, String service) {
    var properties = new HashMap<String, String>();
    properties.put("otel.service.name", service);
    properties.put("otel.resource.attributes", "service.namespace=trunkline");
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    settings
        .values()
        .forEach((name, value) -> {
          if (name.startsWith(PREFIX)) {
            properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return properties;
  }
}
