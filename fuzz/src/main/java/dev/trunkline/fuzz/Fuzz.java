// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.fuzz;

import java.util.Random;

/**
 * Runs the cases of a fuzz test. Every case has its own random generator, so that its input does
 * not depend on the cases before it. The code under test may still remember those, so a failure
 * names the seed, which repeats all of them, and the case.
 *
 * <p>{@code -Dfuzz.seed=N} makes other cases, {@code -Dfuzz.cases=N} more or fewer.
 */
public final class Fuzz {
  /** The number of cases in a test: 2,000 in every build, 10,000 with {@code -Pchaos}. */
  public static final int CASES = Integer.getInteger("fuzz.cases", 2_000);

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
   * @throws AssertionError for the first case that fails, with seed, number and input
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
