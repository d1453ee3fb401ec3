// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the runner counts and measures. Thread-safe. */
final class LlmMeters {
  private final Counter cancelled;
  private final Timer firstToken;

  LlmMeters(MeterRegistry registry) {
    cancelled = registry.counter("trunkline.llm.cancelled");
    firstToken = Latencies.histogram(registry, "trunkline.llm.first.token", Tags.empty());
  }

  /** An answer under way is not wanted any more. */
  void cancelled() {
    cancelled.increment();
  }

  /** The first token came so long after the turn was taken up, failed attempts included. */
  void firstToken(long nanos) {
    firstToken.record(nanos, TimeUnit.NANOSECONDS);
  }
}
