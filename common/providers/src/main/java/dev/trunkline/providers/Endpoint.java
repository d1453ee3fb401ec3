// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.runtime.telemetry.ProviderMetrics;

/**
 * A place where a provider can be had. Thread-safe.
 *
 * @param number 0 for the first, 1 for the second
 * @param client asks it
 * @param breaker whether it is worth asking
 */
public record Endpoint<C>(int number, C client, Breaker breaker, ProviderMetrics meters) {

  /** It did what it was asked for. */
  public void answered() {
    breaker.succeeded();
    meters.answered();
  }

  /** It did not. */
  public void failed(FailureCategory category) {
    breaker.failed(category);
    meters.failed(category);
  }
}
