// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.ProviderMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where a stage's provider can be had: one place, or two of which the second stands in for the
 * first. Thread-safe.
 */
public final class Endpoints<C> {
  private static final List<String> NAMES = List.of("first", "second");

  private final List<Endpoint<C>> all = new ArrayList<>();

  /**
   * All closed.
   *
   * @param provider and {@code stage}: labels of the metrics
   * @param clients one or two, the preferred one first
   */
  public Endpoints(
      String provider,
      String stage,
      List<C> clients,
      Breaker.Limits limits,
      MeterRegistry registry,
      LongSupplier nanoTime) {
    for (C client : clients) {
      String name = NAMES.get(all.size());
      var breaker = new Breaker(stage + "-" + name, limits, nanoTime);
      Tags tags = Tags.of("provider", provider, "stage", stage, "endpoint", name);
      Gauges.register(registry, "trunkline.provider.breaker.state", tags, breaker::state);
      all.add(new Endpoint<>(all.size(), client, breaker, new ProviderMetrics(registry, tags)));
    }
  }

  /** How many there are. */
  public int size() {
    return all.size();
  }

  /** All of them, the preferred one first. */
  public List<Endpoint<C>> all() {
    return List.copyOf(all);
  }

  /**
   * An endpoint that is worth asking now, and that the caller will ask; none if that is true of
   * none.
   *
   * @param preferred the number of the one to take if it will do
   */
  public Optional<Endpoint<C>> admitting(int preferred) {
    Endpoint<C> wished = all.get(preferred % all.size());
    if (wished.breaker().admits()) {
      return Optional.of(wished);
    }
    return all.stream()
        .filter(e -> e.number() != wished.number() && e.breaker().admits())
        .findFirst();
  }
}
