// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.outage;

import java.util.List;

/**
 * At least one stage has no live worker, so calls get no answers.
 *
 * @param stages the stages without a worker, by consumer group id in the order of the speech path;
 *     {@code kafka} if the cluster does not answer
 * @param sinceNanos when it was noticed, as {@link System#nanoTime}
 */
public record StageOutage(List<String> stages, long sinceNanos) {
  public StageOutage {
    stages = List.copyOf(stages);
  }
}
