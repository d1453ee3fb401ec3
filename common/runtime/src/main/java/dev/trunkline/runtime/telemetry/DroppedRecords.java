// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counts records that a stage rightly ignored; the same metric in every stage. */
public final class DroppedRecords {
  private DroppedRecords() {}

  /** The counters of {@code stage}, one for each of {@code reasons}. */
  public static <K extends Enum<K>> EnumCounters<K> of(
      MeterRegistry registry, String stage, Class<K> reasons) {
    return new EnumCounters<>(
        registry, "trunkline.records.dropped", Tags.of("stage", stage), "reason", reasons);
  }
}
