// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.simulator.speech.Clips;
import java.util.random.RandomGenerator;

/** Sounds that want no answer; all 8 kHz µ-law. */
final class NonSpeechSounds {
  private static final double PEAK = 9_000;

  /** Before the low pass, which leaves a fifth of it. */
  private static final double AIR = 450;

  private static final int CLICKS_A_SECOND = 3;
  private static final int OFFICE_MS = 6_000;
  private static final double BESIDE_DB = 20;
  private static final String BESIDE = "I need to cancel my appointment on Tuesday.";
  private static final String[] OTHERS_SAY = {
    BESIDE,
    "I would like to book a table for four tomorrow at seven thirty.",
    "Please transfer me to a human in billing.",
    "Could you repeat that please?",
    "My order has not arrived yet."
  };
  private static final String[] BACK_CHANNELS = {"Uh-huh.", "Okay.", "Right."};

  private NonSpeechSounds() {}

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

  /**
   * A room with a ventilation (low noise at −50 dBov), typing and things put down (clicks of 5 to
   * 40 ms, about three a second); 8 kHz µ-law.
   */
  static byte[] office(RandomGenerator random) {
    var codes = new byte[OFFICE_MS * MuLaw.PER_MS];
    double air = 0;
    double click = 0;
    double decay = 0;
    for (int i = 0; i < codes.length; i++) {
      air += 0.1 * (random.nextGaussian() - air);
      if (random.nextInt(1_000 * MuLaw.PER_MS) < CLICKS_A_SECOND) {
        click = random.nextDouble(500, 4_000);
        decay = Math.exp(-3.0 / (random.nextInt(5, 40) * MuLaw.PER_MS));
      }
      click *= decay;
      double sample = AIR * air + click * random.nextGaussian();
      codes[i] = MuLaw.encode((short) Math.clamp(sample, -32_000, 32_000));
    }
    return codes;
  }

  /** What listeners say. */
  static byte[] backChannel(RandomGenerator random) {
    return reaction(BACK_CHANNELS[random.nextInt(BACK_CHANNELS.length)]);
  }

  static byte[] reaction(String text) {
    return Clips.reactions().saying(text).orElseThrow().muLaw();
  }

  /** Another person in the room, 20 dB fainter than the caller. */
  static byte[] beside(RandomGenerator random) {
    return fainter(BESIDE, "rms", BESIDE_DB);
  }

  /** What another person says, in one of two voices, so many decibels fainter than the caller. */
  static byte[] fainter(RandomGenerator random, double decibels) {
    String voice = random.nextBoolean() ? "rms" : "slt";
    return fainter(OTHERS_SAY[random.nextInt(OTHERS_SAY.length)], voice, decibels);
  }

  private static byte[] fainter(String words, String voice, double decibels) {
    byte[] loud = Clips.bundled().saying(words, voice).orElseThrow().muLaw();
    byte[] caller = Clips.bundled().saying(BESIDE).orElseThrow().muLaw();
    double factor = Math.pow(10, -decibels / 20) * rms(caller) / rms(loud);
    var codes = new byte[loud.length];
    for (int i = 0; i < loud.length; i++) {
      codes[i] = MuLaw.encode((short) Math.round(MuLaw.decode(loud[i]) * factor));
    }
    return codes;
  }

  private static double rms(byte[] ulaw) {
    double sum = 0;
    for (byte code : ulaw) {
      sum += (double) MuLaw.decode(code) * MuLaw.decode(code);
    }
    return Math.sqrt(sum / ulaw.length);
  }
}
