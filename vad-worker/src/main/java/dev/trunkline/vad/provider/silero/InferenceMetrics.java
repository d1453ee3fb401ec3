// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.silero;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Metrics of the Silero model's inference. Thread-safe. */
public final class InferenceMetrics {
  private final Counter windows;
  private final DistributionSummary batchSize;
  private final DistributionSummary probability;
  private final Timer inference;

  public InferenceMetrics(MeterRegistry registry) {
    windows = registry.counter("trunkline.vad.windows");
    batchSize = registry.summary("trunkline.vad.batch.size");
    probability =
        DistributionSummary.builder("trunkline.vad.probability")
            .serviceLevelObjectives(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
            .register(registry);
    inference = registry.timer("trunkline.vad.inference");
  }

  void scored(float[] probabilities, long nanos) {
    windows.increment(probabilities.length);
    batchSize.record(probabilities.length);
    inference.record(nanos, TimeUnit.NANOSECONDS);
    for (float value : probabilities) {
      probability.record(value);
    }
  }
}
