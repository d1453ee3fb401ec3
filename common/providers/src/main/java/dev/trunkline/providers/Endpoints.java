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
 * The endpoints of a stage's provider: one, or two of which the second is the fallback.
 * Thread-safe.
 */
public final class Endpoints<C> {
  private static final List<String> NAMES = List.of("first", "second");

  private final List<Endpoint<C>> all = new ArrayList<>();

  /**
   * All breakers start closed.
   *
   * @param provider label of the metrics, as is {@code stage}
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

  /** The number of endpoints. */
  public int size() {
    return all.size();
  }

  /** All endpoints, the preferred one first. */
  public List<Endpoint<C>> all() {
    return List.copyOf(all);
  }

  /**
   * An endpoint whose breaker admits a request, which the caller then sends; empty if all breakers
   * are open.
   *
   * @param preferred the number of the endpoint to choose if it admits one
   */
  public Optional<Endpoint<C>> admitting(int preferred) {
    Endpoint<C> choice = all.get(preferred % all.size());
    if (choice.breaker().admits()) {
      return Optional.of(choice);
    }
    return all.stream()
        .filter(e -> e.number() != choice.number() && e.breaker().admits())
        .findFirst();
  }
}
