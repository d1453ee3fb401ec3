// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A counter for every constant of an enum. All exist from the start, so that an alert sees the
 * first count as an increase, and counting needs no look-up in the registry. Thread-safe.
 */
public final class EnumCounters<K extends Enum<K>> {
  private final Map<K, Counter> counters;

  /** Counters named {@code name} with the constant in label {@code label}, beside {@code tags}. */
  public EnumCounters(
      MeterRegistry registry, String name, Tags tags, String label, Class<K> constants) {
    counters = new EnumMap<>(constants);
    for (K constant : constants.getEnumConstants()) {
      counters.put(constant, registry.counter(name, tags.and(label, Labels.of(constant))));
    }
  }

  public void count(K constant) {
    count(constant, 1);
  }

  public void count(K constant, long times) {
    Objects.requireNonNull(counters.get(constant)).increment((double) times);
  }
}
