// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * By how much a provider's answers really came later than they were meant to: what a machine that
 * is busy, or that compiles, does to a stand-in, and no provider would do to its clients. From the
 * arrival of what is answered, as this process sees it, to the first byte handed to the system; the
 * newest values only. Any thread.
 */
public final class ResponseLateness {
  private static final int KEPT = 16_384;

  private final double[] values = new double[KEPT];
  private long count;

  ResponseLateness() {}

  /**
   * An answer has gone out.
   *
   * @param sinceNanos {@link System#nanoTime} when what it answers came
   * @param meantMs how long it was meant to take
   */
  public void sent(long sinceNanos, long meantMs) {
    long late = System.nanoTime() - sinceNanos - TimeUnit.MILLISECONDS.toNanos(meantMs);
    add(late / 1e6);
  }

  private synchronized void add(double ms) {
    values[(int) (count++ % KEPT)] = ms;
  }

  /** The kept values in milliseconds, in no order, which are forgotten. */
  public synchronized List<Double> drain() {
    var drained = new ArrayList<Double>();
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      drained.add(values[i]);
    }
    count = 0;
    return drained;
  }
}
