package dev.trunkline.dialog.llm;

import dev.trunkline.common.telemetry.Latencies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;

/** What is counted and measured of tools. Thread-safe. */
final class ToolMeters {
  private final MeterRegistry registry;

  ToolMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A tool returned so long after it was asked, all attempts included. */
  void returned(String tool, boolean failed, long nanos) {
    count(tool, failed ? "failed" : "done");
    Latencies.histogram(registry, "trunkline.tool.latency", Tags.of("tool", tool))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** What the model wanted could not be asked for. Its name may be anything. */
  void refused() {
    count("", "refused");
  }

  /** What a tool had returned before a crash was used again. */
  void remembered(String tool) {
    count(tool, "remembered");
  }

  /** Something is done with the call itself. */
  void decided(String tool) {
    count(tool, "done");
  }

  private void count(String tool, String outcome) {
    registry.counter("trunkline.tool.calls", "tool", tool, "outcome", outcome).increment();
  }
}
