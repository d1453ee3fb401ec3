// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.sound;

import dev.trunkline.events.audio.MuLaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * Sounds of a telephone line as 8 kHz µ-law, identical in every run. Levels are RMS of full scale.
 */
public final class Sound {
  private static final double RATE = 8_000;
  private static final double[][] DTMF = {{697, 1209}, {770, 1336}, {852, 1477}, {941, 1336}};
  private static final double[][] CHORDS = {
    {261.6, 329.6, 392.0}, {293.7, 349.2, 440.0}, {349.2, 440.0, 523.3}, {392.0, 493.9, 587.3}
  };

  private Sound() {}

  /** "Hello, I would like to know the balance of my account.", 3.8 s (flite, voice rms). */
  public static byte[] balance() {
    return clip("rms");
  }

  /** "Can you please cancel my appointment on Tuesday?", 3.2 s (flite, voice slt). */
  public static byte[] appointment() {
    return clip("slt");
  }

  /** Silence as carriers send it: +0 and -0 mixed. */
  public static byte[] silence(int ms) {
    var random = new Random(1);
    byte[] sound = new byte[ms * MuLaw.PER_MS];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = random.nextBoolean() ? (byte) 0xFF : 0x7F;
    }
    return sound;
  }

  public static byte[] white(int ms, double level) {
    var random = new Random(2);
    return wave(ms, i -> level * random.nextGaussian());
  }

  /** Noise that falls by 3 dB per octave: a sum of noises that change at halved rates. */
  public static byte[] pink(int ms, double level) {
    var random = new Random(3);
    double[] rows = new double[12];
    return wave(
        ms,
        i -> {
          int row = Math.min(Integer.numberOfTrailingZeros(i + 1), rows.length - 1);
          rows[row] = random.nextGaussian();
          double sum = 0;
          for (double value : rows) {
            sum += value;
          }
          return level * sum / Math.sqrt(rows.length);
        });
  }

  /** A new chord of three notes with two overtones every half second, struck and fading. */
  public static byte[] music(int ms, double level) {
    return wave(
        ms,
        i -> {
          double[] chord = CHORDS[(i / 4_000) % CHORDS.length];
          double sum = 0;
          for (double note : chord) {
            sum += sine(note, i) + sine(2 * note, i) / 2 + sine(3 * note, i) / 3;
          }
          return level * sum / 2 * Math.exp(-(i % 4_000) / 3_000.0);
        });
  }

  /** Keys in turn, 100 ms on and 100 ms off. */
  public static byte[] dtmf(int ms, double level) {
    return wave(
        ms,
        i -> {
          double[] key = DTMF[(i / 1_600) % DTMF.length];
          return i % 1_600 < 800 ? level * (sine(key[0], i) + sine(key[1], i)) : 0;
        });
  }

  /** The sounds one after the other. */
  public static byte[] join(byte[]... sounds) {
    var all = new ByteArrayOutputStream();
    for (byte[] sound : sounds) {
      all.writeBytes(sound);
    }
    return all.toByteArray();
  }

  /** {@code sound} mixed with {@code background}, as long as {@code sound}. */
  public static byte[] over(byte[] sound, byte[] background) {
    byte[] mixed = new byte[sound.length];
    for (int i = 0; i < sound.length; i++) {
      int sum = MuLaw.decode(sound[i]) + MuLaw.decode(background[i % background.length]);
      mixed[i] = MuLaw.encode((short) Math.clamp(sum, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return mixed;
  }

  private static byte[] wave(int ms, IntToDoubleFunction sample) {
    byte[] sound = new byte[ms * MuLaw.PER_MS];
    for (int i = 0; i < sound.length; i++) {
      double value = sample.applyAsDouble(i) * 32_768;
      sound[i] = MuLaw.encode((short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }
    return sound;
  }

  private static double sine(double hertz, int sample) {
    return Math.sin(2 * Math.PI * hertz * sample / RATE);
  }

  private static byte[] clip(String voice) {
    try (InputStream in = Sound.class.getResourceAsStream("/speech/" + voice + ".ulaw")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
