package dev.trunkline.common.telemetry;

import dev.trunkline.common.event.FailureCategory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What a stage asks of its provider, and how that failed. One shape for all. Thread-safe. */
public final class ProviderMeters {
  private final Counter calls;
  private final EnumCounters<FailureCategory> errors;

  /**
   * @param stage {@code stt}, {@code llm} or {@code tts}
   */
  public ProviderMeters(MeterRegistry registry, String provider, String stage) {
    Tags tags = Tags.of("provider", provider, "stage", stage);
    calls = registry.counter("trunkline.provider.calls", tags);
    errors =
        new EnumCounters<>(
            registry, "trunkline.provider.errors", tags, "category", FailureCategory.class);
  }

  /** The provider was asked for something that can fail. */
  public void called() {
    calls.increment();
  }

  public void failed(FailureCategory category) {
    errors.count(category);
  }
}
