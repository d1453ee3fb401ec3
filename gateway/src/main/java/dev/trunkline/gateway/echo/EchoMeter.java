// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.echo;

import dev.trunkline.events.topic.InboundAudio.Echo;

/**
 * Tells whether a frame of one stream is no louder than the assistant's voice coming back: from a
 * loudspeaker, a car kit or the network.
 *
 * <p>For each delay up to 600 ms, the loudness of the frames is compared with that of what was
 * played so much earlier. Where the two rise and fall together, the line has an echo, and the slope
 * is its level; what a caller says over the assistant does not follow the assistant's loudness.
 * Until a second of the assistant's voice has been compared, a frame that is much fainter than the
 * assistant may be its echo. Not thread-safe.
 */
public final class EchoMeter {
  /** Spans of 20 ms; the longest delay is 600 ms. */
  private static final int SPANS = 33;

  private static final int LAST_DELAY = 30;

  /** A room answers for a while; and a delay is known to 20 ms only. */
  private static final int BEFORE = 2;

  private static final int AFTER = 5;

  /** Weight of the past in the comparison: the last two seconds count. */
  private static final double KEPT = 0.99;

  /** −50 dBFS: below, the assistant pauses and nothing can be compared. */
  private static final double AUDIBLE = 100;

  /** Half a second and a second of the assistant's voice. */
  private static final int EARLIEST = 25;

  private static final int CERTAIN = 50;

  private static final double ALIKE_EARLY = 0.85;
  private static final double ALIKE = 0.65;

  /** Above, it is no echo that a telephone returns: −6 dB. */
  private static final double LOUDEST = 0.5;

  /** How much louder than the measured level an echo may be: 6 dB. */
  private static final double MARGIN = 2;

  /** Before anything is measured: 14 dB below the assistant. */
  private static final double POSSIBLE = 0.2;

  /** A tenth in half a second. */
  private static final double RISE = 1.004;

  private final PlayedLoudness played;
  private final double[] spans = new double[SPANS];
  private final double[] sumX = new double[LAST_DELAY + 1];
  private final double[] sumXx = new double[LAST_DELAY + 1];
  private final double[] sumXy = new double[LAST_DELAY + 1];
  private double sumY;
  private double sumYy;
  private double weight;
  private int compared;
  private double noise;
  private double level;
  private int delay;

  public EchoMeter(PlayedLoudness played) {
    this.played = played;
  }

  /** The level of the echo against what is played; 0 for none. */
  public double level() {
    return level;
  }

  /** Takes a frame of 20 ms that ends at {@code endNanos}. */
  public Echo frame(byte[] ulaw, long endNanos) {
    played.before(endNanos, spans);
    double loudest = loudest(0, SPANS - 1);
    double heard = Loudness.of(ulaw);
    if (loudest < AUDIBLE) {
      // The least of late, so that a word does not count as noise.
      noise = Math.min(heard, noise * 1.02 + 0.1);
      return Echo.NONE;
    }
    compare(heard);
    learn();
    if (level > 0) {
      double expected = level * loudest(delay - BEFORE, delay + AFTER);
      return expected > 0 && heard <= MARGIN * expected + 2 * noise ? Echo.MEASURED : Echo.NONE;
    }
    return compared < CERTAIN && heard <= POSSIBLE * loudest ? Echo.POSSIBLE : Echo.NONE;
  }

  private void compare(double heard) {
    compared++;
    weight = weight * KEPT + 1;
    sumY = sumY * KEPT + heard;
    sumYy = sumYy * KEPT + heard * heard;
    for (int d = 0; d <= LAST_DELAY; d++) {
      double x = spans[d];
      sumX[d] = sumX[d] * KEPT + x;
      sumXx[d] = sumXx[d] * KEPT + x * x;
      sumXy[d] = sumXy[d] * KEPT + x * heard;
    }
  }

  private void learn() {
    if (compared < EARLIEST) {
      return;
    }
    int best = 0;
    double alike = -1;
    for (int d = 0; d <= LAST_DELAY; d++) {
      double r = correlation(d);
      if (r > alike) {
        alike = r;
        best = d;
      }
    }
    double slope = sumXy[best] / Math.max(1, sumXx[best]);
    if (alike >= (compared < CERTAIN ? ALIKE_EARLY : ALIKE) && slope <= LOUDEST) {
      level = settled() ? Math.min(slope, level * RISE) : slope;
      delay = best;
    } else if (level > 0) {
      // An echo that became fainter, or ended, is followed; a louder sound is a voice of its own.
      level = Math.min(level, sumXy[delay] / Math.max(1, sumXx[delay]));
    }
  }

  /** A level that has been followed for two seconds rises slowly: a caller may be speaking. */
  private boolean settled() {
    return level > 0 && compared > 2 * CERTAIN;
  }

  private double correlation(int d) {
    double meanX = sumX[d] / weight;
    double meanY = sumY / weight;
    double varianceX = sumXx[d] / weight - meanX * meanX;
    double varianceY = sumYy / weight - meanY * meanY;
    if (varianceX <= 1 || varianceY <= 0.01) {
      return 0;
    }
    return (sumXy[d] / weight - meanX * meanY) / Math.sqrt(varianceX * varianceY);
  }

  private double loudest(int from, int to) {
    double loudest = 0;
    for (int i = Math.max(0, from); i <= Math.min(SPANS - 1, to); i++) {
      loudest = Math.max(loudest, spans[i]);
    }
    return loudest;
  }
}
