// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.benchmarks.measure.Percentiles;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.InterruptionCauses;
import dev.trunkline.cli.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one fault did.
 *
 * @param strikes how often it struck
 * @param calls how many calls were made meanwhile, and how many no gateway took
 * @param sentences what callers asked
 * @param unanswered how many of them nothing was said to
 * @param apologies how often callers heard one instead of an answer, or after a piece of it
 * @param interrupted what did not come to its end, by cause, and is accounted for by it
 * @param findings what is not accounted for: lost, or there twice
 * @param before the longest silence of each answer before the first strike, in milliseconds
 * @param during the same for answers in progress
 * @param after the same of answers that were not, after the first strike
 * @param recovery by how much the longest silence was longer than usual, where the caller may have
 *     noticed that
 * @param usageBefore of all services, before the first strike
 * @param usageAfter of all services, after the last
 */
public record FaultResult(
    String id,
    String title,
    int strikes,
    int calls,
    int notReached,
    int sentences,
    int unanswered,
    long apologies,
    Map<String, Long> interrupted,
    List<Finding> findings,
    Percentiles before,
    Percentiles during,
    Percentiles after,
    Percentiles recovery,
    ProcessUsage usageBefore,
    ProcessUsage usageAfter) {
  public FaultResult {
    interrupted = Map.copyOf(interrupted);
    findings = List.copyOf(findings);
  }

  /** How many calls ended with their stream, and not by a hang-up. */
  @JsonProperty
  public long brokenOff() {
    return Stream.of(InterruptionCauses.NOT_BACK, InterruptionCauses.NOT_TAKEN)
        .mapToLong(cause -> interrupted.getOrDefault(Ledger.CALLS.title() + ": " + cause, 0L))
        .sum();
  }

  long findings(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}
