// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Measured values and what they come to. Percentiles by the nearest rank.
 *
 * @param count how many there are; the others are −1 if there is none
 */
public record Percentiles(
    int count, double p50, double p95, double p99, double max, List<Double> values) {

  /** What values in any order come to. */
  public static Percentiles of(List<Double> measured) {
    double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Percentiles(
        sorted.length,
        rank(sorted, 0.50),
        rank(sorted, 0.95),
        rank(sorted, 0.99),
        rank(sorted, 1),
        Arrays.stream(sorted).boxed().toList());
  }

  private static double rank(double[] sorted, double share) {
    return sorted.length == 0
        ? -1
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
