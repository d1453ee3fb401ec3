// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;

/** Histograms of response times, with a bucket bound at the answer's budget. */
public final class Latencies {
  private static final Duration[] BUCKETS =
      Arrays.stream(
              new long[] {
                5, 10, 25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1_000,
                1_250, 1_500, 2_000, 3_000, 5_000, 10_000
              })
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Latencies() {}

  /** The histogram {@code name}, exported with the suffix {@code _seconds}. */
  public static Timer histogram(MeterRegistry registry, String name, Tags tags) {
    return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
  }
}
