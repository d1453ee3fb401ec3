// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

/**
 * When something broke, when all was mended, and until when what is asked may still have met it; on
 * the harness's clock.
 */
record FaultWindow(double struckMs, double mendedMs, double feltUntilMs) {
  /** The harness's clock, in milliseconds. */
  static double nowMs() {
    return System.nanoTime() / 1e6;
  }
}
