// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.cover;

import java.util.List;

/**
 * Nobody works for callers.
 *
 * @param stages that have nobody, by their groups' ids in the order of the speech path; {@code
 *     kafka} if the cluster does not say
 * @param sinceNanos when it was noticed
 */
public record Outage(List<String> stages, long sinceNanos) {
  public Outage {
    stages = List.copyOf(stages);
  }
}
