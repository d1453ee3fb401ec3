// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.sound;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream by any ratio, with a windowed sinc whose cut-off lies below
 * the lower of the two rates. Keeps the end of what it has heard, so a stream may be fed in pieces;
 * what comes out lies {@value #REACH} samples of the lower rate behind. One stream, one thread.
 */
public final class Resampler {
  /** Zero crossings of the sinc on either side. */
  private static final int REACH = 16;

  /** Part of the lower rate's band that passes; the rest is the filter's slope. */
  private static final double PASS = 0.92;

  private final int from;
  private final int to;
  private final int half;
  private final float[][] phases;
  private short[] line;
  private int kept;

  /** Where the next output sample lies: whole input samples into {@code line}, and the rest. */
  private int position;

  private int phase;

  /** From {@code from} to {@code to} samples a second. */
  public Resampler(int from, int to) {
    int divisor = gcd(from, to);
    this.from = from / divisor;
    this.to = to / divisor;
    half = (int) Math.ceil(REACH * Math.max(1.0, (double) from / to));
    phases = new float[this.to][];
    for (int i = 0; i < this.to; i++) {
      phases[i] = taps((double) i / this.to, Math.min(1.0, (double) to / from) * PASS);
    }
    line = new short[2 * half];
    kept = half - 1;
    position = half - 1;
  }

  /** A whole recording at once, its end included. */
  public static short[] all(short[] samples, int from, int to) {
    if (from == to) {
      return samples;
    }
    var resampler = new Resampler(from, to);
    short[] begin = resampler.feed(samples, samples.length);
    short[] end = resampler.feed(new short[resampler.half], resampler.half);
    int length = (int) Math.min((long) samples.length * to / from, begin.length + end.length);
    short[] all = Arrays.copyOf(begin, length);
    int rest = Math.max(0, length - begin.length);
    System.arraycopy(end, 0, all, length - rest, rest);
    return all;
  }

  /** Takes the next {@code length} samples; returns those that can be made by now. */
  public short[] feed(short[] in, int length) {
    if (line.length < kept + length) {
      line = Arrays.copyOf(line, kept + length);
    }
    System.arraycopy(in, 0, line, kept, length);
    kept += length;
    var out = new short[(int) ((long) length * to / from) + 2];
    int made = 0;
    while (position + half < kept) {
      out[made] = at(position, phases[phase]);
      made++;
      phase += from;
      position += phase / to;
      phase %= to;
    }
    int drop = Math.min(kept, position - (half - 1));
    System.arraycopy(line, drop, line, 0, kept - drop);
    kept -= drop;
    position -= drop;
    return Arrays.copyOf(out, made);
  }

  private short at(int middle, float[] taps) {
    float sum = 0;
    int first = middle - half + 1;
    for (int i = 0; i < taps.length; i++) {
      sum += taps[i] * line[first + i];
    }
    return (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private float[] taps(double fraction, double cutOff) {
    var taps = new float[2 * half];
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      double distance = i - (half - 1) - fraction;
      double x = Math.PI * distance * cutOff;
      double sinc = x == 0 ? 1 : Math.sin(x) / x;
      double window = 0.5 + 0.5 * Math.cos(Math.PI * Math.clamp(distance / half, -1, 1));
      taps[i] = (float) (sinc * window);
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] /= (float) sum;
    }
    return taps;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
