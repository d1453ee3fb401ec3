// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.List;

/**
 * Makes a voice-like noise instead of speech, one burst a word, 65 ms a letter: for tests of timing
 * and load, where a text must become audio of a sensible length at no cost. Its word times are
 * exact.
 */
public final class BabbleSynthesizer implements Synthesizer {
  private static final int MS_A_LETTER = 65;
  private static final double PITCH_HZ = 130;
  private static final int PARTIALS = 12;
  private static final double AMPLITUDE = 1_500;
  private static final int PERIODS_KEPT = 13;
  private static final short[] BUZZ = buzz();

  @Override
  public String name() {
    return "babble";
  }

  @Override
  public SynthesizedSpeech speak(String text) {
    int letters = WordTime.wordsOf(text).stream().mapToInt(w -> w.word().length() + 1).sum();
    List<WordTime> words = WordTime.share(text, 0, letters * MS_A_LETTER);
    var pcm = new short[letters * MS_A_LETTER * (SynthesizedSpeech.SAMPLE_RATE / 1_000)];
    for (WordTime word : words) {
      int from = word.startMs() * (SynthesizedSpeech.SAMPLE_RATE / 1_000);
      int to = (word.endMs() - MS_A_LETTER) * (SynthesizedSpeech.SAMPLE_RATE / 1_000);
      for (int i = from; i < to; i++) {
        double x = (double) (i - from) / (to - from);
        pcm[i] = (short) (BUZZ[i % BUZZ.length] * 4 * x * (1 - x));
      }
    }
    return new SynthesizedSpeech(pcm, SynthesizedSpeech.SAMPLE_RATE, words);
  }

  /** A tenth of a second: 13 whole periods of the pitch with its partials. */
  private static short[] buzz() {
    var buzz = new short[(int) (SynthesizedSpeech.SAMPLE_RATE * PERIODS_KEPT / PITCH_HZ)];
    for (int i = 0; i < buzz.length; i++) {
      double sum = 0;
      for (int n = 1; n <= PARTIALS; n++) {
        sum += Math.sin(2 * Math.PI * PITCH_HZ * n * i / SynthesizedSpeech.SAMPLE_RATE + n * n) / n;
      }
      buzz[i] = (short) (AMPLITUDE * sum);
    }
    return buzz;
  }
}
