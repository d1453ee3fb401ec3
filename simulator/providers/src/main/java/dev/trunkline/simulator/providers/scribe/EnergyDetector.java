// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.scribe;

/**
 * Tells speech from silence by loudness alone, in windows of 20 ms. Good enough for clean lines; it
 * takes loud noise for speech. One stream, one thread.
 */
final class EnergyDetector {
  private static final int WINDOW = AudioFormat.ENGINE_RATE / 50;
  private static final int WINDOW_MS = 20;

  /** A {@code vad_threshold} of 0 would be this loud, in dB below full scale. */
  private static final double SOFTEST_DB = -60;

  /** And a threshold of 1 so much louder. */
  private static final double RANGE_DB = 40;

  private final double threshold;
  private final int minSpeechMs;
  private final int minSilenceMs;
  private double sum;
  private int filled;
  private int speechMs;
  private int silenceMs;
  private boolean heard;
  private int windows;
  private int firstLoud = -1;
  private int lastLoud;

  EnergyDetector(double vadThreshold, int minSpeechMs, int minSilenceMs) {
    double db = SOFTEST_DB + RANGE_DB * vadThreshold;
    threshold = Math.pow(10, db / 10);
    this.minSpeechMs = minSpeechMs;
    this.minSilenceMs = minSilenceMs;
  }

  void accept(short[] samples) {
    for (short sample : samples) {
      double value = sample / 32_768.0;
      sum += value * value;
      filled++;
      if (filled == WINDOW) {
        window(sum / WINDOW > threshold);
        sum = 0;
        filled = 0;
      }
    }
  }

  /** Whether there was speech since the last {@link #reset}. */
  boolean heard() {
    return heard;
  }

  /** How long it has been quiet since then, in milliseconds; 0 during speech. */
  int silenceMs() {
    return silenceMs >= minSilenceMs ? silenceMs : 0;
  }

  /**
   * Where speech began since the last {@link #reset}, in ms of the stream; negative if it did not.
   */
  int speechStartMs() {
    return firstLoud * WINDOW_MS;
  }

  /** Where it ended so far. */
  int speechEndMs() {
    return (lastLoud + 1) * WINDOW_MS;
  }

  /** A new segment begins. */
  void reset() {
    heard = false;
    speechMs = 0;
    firstLoud = -1;
  }

  private void window(boolean loud) {
    if (loud) {
      firstLoud = firstLoud < 0 ? windows : firstLoud;
      lastLoud = windows;
      speechMs += WINDOW_MS;
      silenceMs = 0;
      heard |= speechMs >= minSpeechMs;
    } else {
      silenceMs += WINDOW_MS;
      if (silenceMs >= minSilenceMs) {
        speechMs = 0;
      }
    }
    windows++;
  }
}
