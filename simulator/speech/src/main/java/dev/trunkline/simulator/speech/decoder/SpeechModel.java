// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.IOException;
import java.util.List;
import java.util.SortedSet;

/**
 * What a listener must know: how US English sounds, which words there are and how they follow each
 * other. Immutable, about 30 MB, shared by all calls; takes one to three seconds to load.
 */
public final class SpeechModel {
  /** Words follow from the two before. */
  static final int ORDER = 3;

  private final AcousticModel acoustic;
  private final Lexicon lexicon;
  private final WordNetwork network;
  private final WordGrammar grammar;
  private final SearchSettings settings = SearchSettings.DEFAULT;

  private SpeechModel(AcousticModel acoustic, Lexicon lexicon, NGramModel language) {
    this.acoustic = acoustic;
    this.lexicon = lexicon;
    network = new WordNetwork(acoustic.phones(), lexicon);
    grammar = new WordGrammar(language, lexicon, settings);
  }

  /**
   * A model for sentences like those given, of the words of the vocabulary and no others.
   *
   * @throws IllegalArgumentException if the dictionary lacks a word
   * @throws IOException if the model's files cannot be read from the class path
   */
  public static SpeechModel of(List<List<String>> sentences, SortedSet<String> vocabulary)
      throws IOException {
    return new SpeechModel(
        AcousticModel.load(),
        Lexicon.of(vocabulary),
        NGramModel.train(sentences, vocabulary, ORDER));
  }

  /** A listener for one call. */
  public SpeechDecoder decoder() {
    return new SpeechDecoder(this);
  }

  AcousticModel acoustic() {
    return acoustic;
  }

  Lexicon lexicon() {
    return lexicon;
  }

  WordNetwork network() {
    return network;
  }

  WordGrammar grammar() {
    return grammar;
  }

  SearchSettings settings() {
    return settings;
  }
}
