// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted and measured of tools. Thread-safe. */
final class ToolMeters {
  /** Stands for tools that there are not, so that the metrics are there before any tool is. */
  private static final String NONE = "none";

  private final MeterRegistry registry;

  ToolMeters(MeterRegistry registry) {
    this.registry = registry;
    calls(NONE, "refused");
    latency(NONE);
  }

  /** A tool returned so long after it was asked, all attempts included. */
  void returned(String tool, boolean failed, long nanos) {
    count(tool, failed ? "failed" : "done");
    latency(tool).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** What the model wanted could not be asked for. Its name may be anything. */
  void refused() {
    count(NONE, "refused");
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
    calls(tool, outcome).increment();
  }

  private Counter calls(String tool, String outcome) {
    return registry.counter("trunkline.tool.calls", "tool", tool, "outcome", outcome);
  }

  private Timer latency(String tool) {
    return Latencies.histogram(registry, "trunkline.tool.latency", Tags.of("tool", tool));
  }
}
