// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.benchmarks.measure.Percentiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the calls of one scenario showed. For any thread. */
final class ScenarioResult {
  private final Map<String, List<Double>> measured = new TreeMap<>();
  private final Map<String, Integer> counted = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /** A value in milliseconds under a name. */
  synchronized void measure(String what, double ms) {
    measured.computeIfAbsent(what, name -> new ArrayList<>()).add(ms);
  }

  /** One more of something, or none: so that what never happened is shown as 0. */
  synchronized void count(String what, boolean happened, String callSid) {
    counted.merge(what, happened ? 1 : 0, Integer::sum);
    if (happened && examples.size() < 20) {
      examples.add(what + " in " + callSid);
    }
  }

  synchronized Result result(String scenario) {
    var figures = new TreeMap<String, Percentiles>();
    measured.forEach((what, values) -> figures.put(what, Percentiles.of(values)));
    return new Result(
        scenario,
        figures,
        Collections.unmodifiableMap(new TreeMap<>(counted)),
        List.copyOf(examples));
  }

  /**
   * A scenario's result.
   *
   * @param milliseconds by what was measured
   * @param counts by what was counted
   * @param examples calls in which something counted happened
   */
  record Result(
      String scenario,
      Map<String, Percentiles> milliseconds,
      Map<String, Integer> counts,
      List<String> examples) {}
}
