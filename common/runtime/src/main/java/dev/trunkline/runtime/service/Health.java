// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.util.Map;

/**
 * A service's health.
 *
 * @param live false if only a restart of the process helps
 * @param ready true if it can take work now
 * @param details values for operators, for example {@code sessions}
 */
public record Health(boolean live, boolean ready, Map<String, Object> details) {
  public Health {
    details = Map.copyOf(details);
  }
}
