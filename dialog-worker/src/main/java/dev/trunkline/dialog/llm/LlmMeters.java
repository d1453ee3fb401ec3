package dev.trunkline.dialog.llm;

import dev.trunkline.common.event.FailureCategory;
import dev.trunkline.common.telemetry.Latencies;
import dev.trunkline.common.telemetry.ProviderMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the runner counts and measures. Thread-safe. */
final class LlmMeters {
  private final ProviderMeters provider;
  private final Counter cancelled;
  private final Timer firstToken;

  LlmMeters(MeterRegistry registry) {
    provider = new ProviderMeters(registry, "openai", "llm");
    cancelled = registry.counter("trunkline.llm.cancelled");
    firstToken = Latencies.histogram(registry, "trunkline.llm.first.token", Tags.empty());
  }

  /** The model is asked. */
  void asked() {
    provider.called();
  }

  void failed(FailureCategory category) {
    provider.failed(category);
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
