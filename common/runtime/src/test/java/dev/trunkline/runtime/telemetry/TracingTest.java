// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void passesATraceOnWithoutRecording() {
    var in = new RecordHeaders().add("traceparent", TRACE.getBytes(US_ASCII));
    var out = new RecordHeaders();
    Span span = Tracing.off().turn("think", Tracing.extract(in), "CA1", 1).startSpan();
    try (Scope _ = span.makeCurrent()) {
      Tracing.inject(out);
    }
    assertThat(Tracing.traceparent(out)).isEqualTo(TRACE);
  }

  @Test
  void startsNoTraceWithoutRecording() {
    var out = new RecordHeaders();
    Span span = Tracing.off().step("silence-wait", Context.root(), "CA1").startSpan();
    try (Scope _ = span.makeCurrent()) {
      Tracing.inject(out);
    }
    assertThat(out).isEmpty();
  }

  @Test
  void aSpanIsAChildOfTheRecordsSpan() {
    try (Tracing tracing =
        Tracing.from(
            Settings.of(
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1",
                    "OTEL_TRACES_EXPORTER", "none")),
            "test")) {
      Span span = tracing.step("transcribe", Tracing.extract(TRACE), "CA1").startSpan();
      var out = new RecordHeaders();
      try (Scope _ = span.makeCurrent()) {
        Tracing.inject(out);
      }
      assertThat(Tracing.traceparent(out))
          .startsWith(TRACE.substring(0, 36))
          .contains(span.getSpanContext().getSpanId())
          .isNotEqualTo(TRACE);
    }
  }

  @Test
  void ignoresAHeaderThatIsNotATrace() {
    var in = new RecordHeaders().add("traceparent", "nonsense".getBytes(US_ASCII));
    assertThat(Span.fromContext(Tracing.extract(in)).getSpanContext().isValid()).isFalse();
  }

  @Test
  void reportsAnInvalidSettingInOneLine() {
    Settings settings = Settings.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"));
    assertThatThrownBy(() -> Tracing.from(settings, "test"))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("OTEL_* ");
  }
}
