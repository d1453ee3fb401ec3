// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Metrics of tool calls. Thread-safe. */
final class ToolMetrics {
  /** The label for unknown tools; also makes the metrics exist before the first tool call. */
  private static final String NONE = "none";

  private final MeterRegistry registry;

  ToolMetrics(MeterRegistry registry) {
    this.registry = registry;
    calls(NONE, "refused");
    latency(NONE);
  }

  /**
   * A tool returned.
   *
   * @param nanos since the first attempt
   */
  void returned(String tool, boolean failed, long nanos) {
    count(tool, failed ? "failed" : "done");
    latency(tool).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A tool call was invalid. Not labelled with the tool: its name may be anything. */
  void rejected() {
    count(NONE, "refused");
  }

  /** A result from before a crash was reused. */
  void remembered(String tool) {
    count(tool, "remembered");
  }

  /** The model requested an action on the call. */
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
