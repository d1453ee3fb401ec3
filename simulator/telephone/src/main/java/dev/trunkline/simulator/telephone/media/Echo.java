// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

/**
 * What the caller's microphone picks up besides the caller.
 *
 * @param gainDb level of the assistant's voice against what is played; {@link #SILENT_DB} for none
 * @param delayMs how long after it is played the assistant's voice comes back
 * @param noiseRms root mean square of the noise on the line, in 16-bit samples
 */
public record Echo(double gainDb, int delayMs, double noiseRms) {
  /** No echo at all. */
  public static final double SILENT_DB = -100;

  /** Two ticks of the line: what is played is known by then. */
  public static final int MIN_DELAY_MS = 40;

  public static final int MAX_DELAY_MS = 1_000;

  /** A handset on a quiet line. */
  public static final Echo NONE = new Echo(SILENT_DB, MIN_DELAY_MS, 0);

  public Echo {
    if (delayMs < MIN_DELAY_MS || delayMs > MAX_DELAY_MS) {
      throw new IllegalArgumentException("an echo comes after 40 to 1,000 ms, not " + delayMs);
    }
  }

  boolean isSilent() {
    return gainDb <= SILENT_DB && noiseRms == 0;
  }

  /** What is picked up of a sample that is played; recognisers that know the echo need the same. */
  public static short attenuated(short sample, double gainDb) {
    return gainDb <= SILENT_DB ? 0 : (short) Math.round(sample * Math.pow(10, gainDb / 20));
  }
}
