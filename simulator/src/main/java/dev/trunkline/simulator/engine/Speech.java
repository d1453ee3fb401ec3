package dev.trunkline.simulator.engine;

import java.util.List;

/**
 * A text spoken.
 *
 * @param pcm mono samples; the array is the reader's
 * @param sampleRate always {@link #SAMPLE_RATE}
 * @param words when each word of the text is heard, in order
 */
@SuppressWarnings("ArrayRecordComponent")
public record Speech(short[] pcm, int sampleRate, List<WordTime> words) {
  /** 16 kHz. */
  public static final int SAMPLE_RATE = 16_000;

  /** How long it takes to hear it all. */
  public int durationMs() {
    return (int) (pcm.length * 1000L / sampleRate);
  }
}
