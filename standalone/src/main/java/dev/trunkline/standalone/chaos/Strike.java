package dev.trunkline.standalone.chaos;

/** When something broke and when all were ready again, on the harness's clock. */
record Strike(double struckMs, double mendedMs) {
  /** The harness's clock, in milliseconds. */
  static double nowMs() {
    return System.nanoTime() / 1e6;
  }
}
