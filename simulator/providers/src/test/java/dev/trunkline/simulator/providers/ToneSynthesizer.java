// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers;

import dev.trunkline.simulator.speech.SynthesizedSpeech;
import dev.trunkline.simulator.speech.Synthesizer;
import dev.trunkline.simulator.speech.WordTime;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Speaks every character as 50 ms of a tone. */
final class ToneSynthesizer implements Synthesizer {
  static final int MS_PER_CHARACTER = 50;

  @Override
  public String name() {
    return "tone";
  }

  @Override
  public SynthesizedSpeech speak(String text) {
    var pcm = new short[text.length() * MS_PER_CHARACTER * SynthesizedSpeech.SAMPLE_RATE / 1000];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / SynthesizedSpeech.SAMPLE_RATE));
    }
    var words = new ArrayList<WordTime>();
    var matcher = Pattern.compile("\\S+").matcher(text);
    while (matcher.find()) {
      words.add(
          new WordTime(
              matcher.group(),
              matcher.start(),
              matcher.end(),
              matcher.start() * MS_PER_CHARACTER,
              matcher.end() * MS_PER_CHARACTER));
    }
    return new SynthesizedSpeech(pcm, SynthesizedSpeech.SAMPLE_RATE, words);
  }
}
