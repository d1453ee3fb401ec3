// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.providers;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.runtime.telemetry.ProviderMetrics;

/**
 * One endpoint of a provider: a URL, key and model. Thread-safe.
 *
 * @param number 0 for the first, 1 for the fallback
 * @param client sends requests to it
 */
public record Endpoint<C>(int number, C client, Breaker breaker, ProviderMetrics meters) {

  /** A request succeeded: closes the breaker, counts the answer. */
  public void answered() {
    breaker.succeeded();
    meters.answered();
  }

  /** A request failed. */
  public void failed(FailureCategory category) {
    breaker.failed(category);
    meters.failed(category);
  }
}
