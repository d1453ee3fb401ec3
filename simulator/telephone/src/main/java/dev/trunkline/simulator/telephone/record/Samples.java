// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.record;

import dev.trunkline.events.audio.MuLaw;

/** The call's axis is counted in samples of 8 kHz: 125 µs each. */
public final class Samples {
  /** One 20 ms frame. */
  public static final int PER_FRAME = 20 * MuLaw.PER_MS;

  private static final long NANOS_EACH = 1_000_000 / MuLaw.PER_MS;

  private Samples() {}

  /** Whole samples that fit into {@code nanos}. */
  public static long ofNanos(long nanos) {
    return Math.floorDiv(nanos, NANOS_EACH);
  }

  /** Whole frames that fit into {@code ms}. */
  public static int framesIn(int ms) {
    return ms * MuLaw.PER_MS / PER_FRAME;
  }

  /** The time {@code samples} take. */
  public static long toNanos(long samples) {
    return samples * NANOS_EACH;
  }

  /** The samples of {@code ms}. */
  public static long ofMs(double ms) {
    return Math.round(ms * MuLaw.PER_MS);
  }

  /** The time of {@code samples} in milliseconds. */
  public static double toMs(long samples) {
    return samples / (double) MuLaw.PER_MS;
  }
}
