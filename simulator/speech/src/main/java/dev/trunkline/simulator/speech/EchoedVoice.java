// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import dev.trunkline.events.audio.MuLaw;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A voice whose echo the oracle understands: what a telephone plays of it is registered at the
 * levels at which loudspeakers return it. A recogniser that hears the echo of a real line writes
 * down the assistant's own words in the same way.
 */
final class EchoedVoice implements Synthesizer {
  /** Decibels against what is played. */
  private static final List<Integer> LEVELS = List.of(-18, -26, -34);

  /** A voice that speaks one text at a time would hold up a hundred calls. */
  private static final int MAX_KEPT = 500;

  private final Map<String, SynthesizedSpeech> spoken = new ConcurrentHashMap<>();
  private final Synthesizer voice;
  private final OracleRecognizer oracle;

  EchoedVoice(Synthesizer voice, OracleRecognizer oracle) {
    this.voice = voice;
    this.oracle = oracle;
  }

  @Override
  public String name() {
    return voice.name();
  }

  @Override
  public SynthesizedSpeech speak(String text) {
    SynthesizedSpeech known = spoken.get(text);
    if (known != null) {
      return known;
    }
    SynthesizedSpeech speech = voice.speak(text);
    if (spoken.size() < MAX_KEPT) {
      spoken.put(text, speech);
    }
    return speech;
  }

  @Override
  public void delivered(String text, Supplier<byte[]> muLaw) {
    String words = Clips.normalised(text);
    if (words.isEmpty()) {
      return;
    }
    byte[] codes = muLaw.get();
    for (int level : LEVELS) {
      oracle.register(words, attenuated(codes, level));
    }
  }

  private static byte[] attenuated(byte[] muLaw, int level) {
    double factor = Math.pow(10, level / 20.0);
    var codes = new byte[muLaw.length];
    for (int i = 0; i < muLaw.length; i++) {
      codes[i] = MuLaw.encode((short) Math.round(MuLaw.decode(muLaw[i]) * factor));
    }
    return codes;
  }
}
