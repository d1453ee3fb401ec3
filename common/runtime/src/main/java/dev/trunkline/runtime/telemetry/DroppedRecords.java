// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Records that a stage read and did not use, because that is right. One shape for all stages. */
public final class DroppedRecords {
  private DroppedRecords() {}

  /** The counters of {@code stage}, which drops for these {@code reasons}. */
  public static <K extends Enum<K>> EnumCounters<K> of(
      MeterRegistry registry, String stage, Class<K> reasons) {
    return new EnumCounters<>(
        registry, "trunkline.records.dropped", Tags.of("stage", stage), "reason", reasons);
  }
}
