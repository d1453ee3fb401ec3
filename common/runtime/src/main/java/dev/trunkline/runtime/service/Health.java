// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.service;

import java.util.Map;

/**
 * How a service is.
 *
 * @param live false if only a restart can help
 * @param ready true if it can take work now
 * @param details figures for people, e.g. {@code sessions}
 */
public record Health(boolean live, boolean ready, Map<String, Object> details) {
  public Health {
    details = Map.copyOf(details);
  }
}
