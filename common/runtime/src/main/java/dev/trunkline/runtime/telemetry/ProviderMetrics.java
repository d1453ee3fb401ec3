// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import dev.trunkline.events.FailureCategory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What a stage asks of its provider, and how that failed. One shape for all. Thread-safe. */
public final class ProviderMetrics {
  private final Counter calls;
  private final Counter answers;
  private final EnumCounters<FailureCategory> errors;

  /**
   * @param tags say whose figures these are: provider, stage and endpoint
   */
  public ProviderMetrics(MeterRegistry registry, Tags tags) {
    calls = registry.counter("trunkline.provider.calls", tags);
    answers = registry.counter("trunkline.provider.answers", tags);
    errors =
        new EnumCounters<>(
            registry, "trunkline.provider.errors", tags, "category", FailureCategory.class);
  }

  /** The provider was asked for something that can fail. */
  public void called() {
    calls.increment();
  }

  /** It did what it was asked for. */
  public void answered() {
    answers.increment();
  }

  public void failed(FailureCategory category) {
    errors.count(category);
  }
}
