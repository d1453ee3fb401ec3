package dev.trunkline.standalone.bench;

import dev.trunkline.common.audio.MuLaw;
import java.util.random.RandomGenerator;

/** Sounds that are no speech. */
final class Noise {
  private static final double PEAK = 9_000;

  private Noise() {}

  /**
   * A burst of low-passed noise with a fast attack and a decay, 120 to 350 ms, as coughs and doors
   * are; 8 kHz µ-law.
   */
  static byte[] cough(RandomGenerator random) {
    int length = random.nextInt(120, 350) * MuLaw.PER_MS;
    var codes = new byte[length];
    double low = 0;
    for (int i = 0; i < length; i++) {
      low += 0.35 * (random.nextGaussian() - low);
      double attack = Math.min(1, i / (10.0 * MuLaw.PER_MS));
      double decay = Math.exp(-3.0 * i / length);
      codes[i] = MuLaw.encode((short) Math.clamp(PEAK * low * attack * decay, -32_000, 32_000));
    }
    return codes;
  }
}
