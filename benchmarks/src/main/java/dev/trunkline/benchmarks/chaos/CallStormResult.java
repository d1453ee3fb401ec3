// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.benchmarks.measure.Percentiles;
import dev.trunkline.cli.ledger.Finding;
import java.util.List;
import java.util.Locale;

/**
 * What storms of calls did. Counts are of all storms together.
 *
 * @param storms how many there were
 * @param places how many calls all gateways may take
 * @param callers how many called at once
 * @param servedUnloaded how many of {@code places} callers were served without other callers
 * @param served how many were served in the storms
 * @param refused how many were not
 * @param refusedInWords how many of these heard words
 * @param told how long after they called, in milliseconds
 * @param unloaded the longest silence of each answer without a storm
 * @param loaded the same of those who were served in a storm
 * @param unansweredUnloaded sentences that nothing was said to
 * @param unanswered the same in the storms
 * @param findings what is not accounted for
 */
public record CallStormResult(
    String id,
    String title,
    int storms,
    int places,
    int callers,
    int servedUnloaded,
    int served,
    int refused,
    int refusedInWords,
    Percentiles told,
    Percentiles unloaded,
    Percentiles loaded,
    int unansweredUnloaded,
    int unanswered,
    List<Finding> findings) {

  public CallStormResult {
    findings = List.copyOf(findings);
  }

  static String heading() {
    return "| | storm | storms | served without | served | refused | in words | after p50 / max |"
        + " silence without, p50 / p95 | in the storm | unanswered without, in | lost or doubled"
        + " |\n|"
        + " --- |".repeat(12)
        + "\n";
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s: %d on %d | %d | %d of %d | %d of %d | %d | %d | %.0f / %.0f | %.0f / %.0f |"
            + " %.0f / %.0f (%+.0f %% / %+.0f %%) | %d, %d | %d |%n",
        id,
        title,
        callers,
        places,
        storms,
        servedUnloaded,
        storms * places,
        served,
        storms * callers,
        refused,
        refusedInWords,
        told.p50(),
        told.max(),
        unloaded.p50(),
        unloaded.p95(),
        loaded.p50(),
        loaded.p95(),
        percentMore(loaded.p50(), unloaded.p50()),
        percentMore(loaded.p95(), unloaded.p95()),
        unansweredUnloaded,
        unanswered,
        findings.size());
  }

  private static double percentMore(double value, double than) {
    return 100 * (value / than - 1);
  }
}
