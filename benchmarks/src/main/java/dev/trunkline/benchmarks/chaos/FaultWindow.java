// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

/**
 * When the fault was injected, when it was repaired, and until when questions may still have been
 * affected; on the harness's clock.
 */
record FaultWindow(double struckMs, double mendedMs, double feltUntilMs) {
  /** The harness's clock, in milliseconds. */
  static double nowMs() {
    return System.nanoTime() / 1e6;
  }
}
