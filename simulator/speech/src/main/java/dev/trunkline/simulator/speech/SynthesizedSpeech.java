// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.List;

/**
 * A text spoken.
 *
 * @param pcm mono samples; the array is the reader's
 * @param sampleRate always {@link #SAMPLE_RATE}
 * @param words when each word of the text is heard, in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record SynthesizedSpeech(short[] pcm, int sampleRate, List<WordTime> words) {
  /** 16 kHz. */
  public static final int SAMPLE_RATE = 16_000;

  /** How long it takes to hear it all. */
  public int durationMs() {
    return (int) (pcm.length * 1000L / sampleRate);
  }

  /** The same spoken faster (above 1) or slower, and higher or lower with it, as on a tape. */
  public SynthesizedSpeech atTempo(double tempo) {
    if (tempo == 1 || pcm.length == 0) {
      return this;
    }
    var other = new short[(int) (pcm.length / tempo)];
    for (int i = 0; i < other.length; i++) {
      double at = Math.min(i * tempo, pcm.length - 1);
      int before = (int) at;
      int after = Math.min(before + 1, pcm.length - 1);
      other[i] = (short) Math.round(pcm[before] + (pcm[after] - pcm[before]) * (at - before));
    }
    List<WordTime> times =
        words.stream()
            .map(w -> w.at(scaled(w.startMs(), tempo), scaled(w.endMs(), tempo)))
            .toList();
    return new SynthesizedSpeech(other, sampleRate, times);
  }

  private static int scaled(int ms, double tempo) {
    return (int) (ms / tempo);
  }
}
