// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import dev.trunkline.events.FailureCategory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * A stage's requests to its provider, answers and errors; the same metrics in every stage.
 * Thread-safe.
 */
public final class ProviderMetrics {
  private final Counter calls;
  private final Counter answers;
  private final EnumCounters<FailureCategory> errors;

  /**
   * @param tags provider, stage and endpoint
   */
  public ProviderMetrics(MeterRegistry registry, Tags tags) {
    calls = registry.counter("trunkline.provider.calls", tags);
    answers = registry.counter("trunkline.provider.answers", tags);
    errors =
        new EnumCounters<>(
            registry, "trunkline.provider.errors", tags, "category", FailureCategory.class);
  }

  /** A request was sent. */
  public void called() {
    calls.increment();
  }

  /** The provider answered it. */
  public void answered() {
    answers.increment();
  }

  public void failed(FailureCategory category) {
    errors.count(category);
  }
}
