// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.fuzz;

import java.util.Random;

/**
 * Runs a surface's cases. Every case has random numbers of its own, so that it is the same however
 * many came before it; what a surface remembers of the cases before is another matter, so a failure
 * names the seed, which brings back all of them, and the case.
 *
 * <p>{@code -Dfuzz.seed=N} makes other cases.
 */
public final class Fuzz {
  /** How many cases a surface gets. */
  public static final int CASES = 10_000;

  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Fuzz() {}

  /** One case. */
  @FunctionalInterface
  public interface Case {
    void run(int number, Mutator mutator) throws Exception;
  }

  /** Runs {@link #CASES} cases. */
  public static void cases(Case body) {
    cases(CASES, body);
  }

  /**
   * Runs {@code count} cases.
   *
   * @throws AssertionError at the first that fails, with its seed and number
   */
  public static void cases(int count, Case body) {
    for (int number = 0; number < count; number++) {
      var mutator = new Mutator(new Random(SEED + number * SPREAD));
      try {
        body.run(number, mutator);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "case %d of -Dfuzz.seed=%d, from %s".formatted(number, SEED, mutator.last()), e);
      }
    }
  }
}
