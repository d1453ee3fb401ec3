// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.replay;

import java.util.List;

/**
 * What came of a replay.
 *
 * @param decisions how many were made once more
 * @param commands how many commands to gateways were on record to be compared with
 * @param troubles why the call, or a part of it, could not be replayed; empty if all of it was
 */
public record ReplayOutcome(
    String callSid,
    int decisions,
    int commands,
    List<Difference> differences,
    List<String> troubles) {
  public ReplayOutcome {
    differences = List.copyOf(differences);
    troubles = List.copyOf(troubles);
  }

  /** True if every decision was made once more and all were the same. */
  public boolean isSame() {
    return differences.isEmpty() && troubles.isEmpty();
  }
}
