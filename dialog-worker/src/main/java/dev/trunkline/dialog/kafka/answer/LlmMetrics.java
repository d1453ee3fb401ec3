// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Metrics of model requests. Thread-safe. */
final class LlmMetrics {
  private final MeterRegistry registry;
  private final Counter cancelled;
  private final Timer firstToken;

  LlmMetrics(MeterRegistry registry) {
    this.registry = registry;
    List.of("stop", "length", "tool_calls", "content_filter", "failed").forEach(this::counter);
    cancelled = registry.counter("trunkline.llm.cancelled");
    firstToken = Latencies.histogram(registry, "trunkline.llm.first.token", Tags.empty());
  }

  /** An answer in progress was cancelled. */
  void cancelled() {
    cancelled.increment();
  }

  /**
   * A response ended.
   *
   * @param reason as the model gives it, or {@code failed}
   */
  void finished(String reason) {
    counter(reason).increment();
  }

  private Counter counter(String reason) {
    return registry.counter("trunkline.llm.finished", "reason", reason);
  }

  /**
   * @param nanos from the start of the turn to its first token, failed attempts included
   */
  void firstToken(long nanos) {
    firstToken.record(nanos, TimeUnit.NANOSECONDS);
  }
}
