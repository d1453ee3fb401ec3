// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What a {@link SpeechModel} knows, as the files that the C programs of CMU Sphinx read. About 11
 * MB.
 *
 * @param acoustic the folder of the acoustic model
 * @param dictionary how the words sound
 * @param language how they follow each other
 */
public record SphinxFolder(Path acoustic, Path dictionary, Path language) {
  private static final List<String> ACOUSTIC_FILES =
      List.of("mdef", "means", "variances", "transition_matrices", "sendump", "noisedict");

  /**
   * Writes the files into a folder that is there and empty.
   *
   * @throws IllegalArgumentException if the dictionary lacks a word
   */
  public static SphinxFolder write(
      Path folder, List<List<String>> sentences, SortedSet<String> vocabulary) throws IOException {
    var written =
        new SphinxFolder(folder, folder.resolve("words.dict"), folder.resolve("language.arpa"));
    for (String file : ACOUSTIC_FILES) {
      try (InputStream model = AcousticModel.open(file)) {
        Files.copy(model, folder.resolve(file));
      }
    }
    Files.write(written.dictionary, dictionary(Lexicon.of(vocabulary)));
    NGramModel model = NGramModel.train(sentences, vocabulary, SpeechModel.ORDER);
    Files.write(written.language, ArpaFile.lines(model, SpeechModel.ORDER));
    return written;
  }

  /** Second and further ways to say a word are called "word(2)". */
  private static List<String> dictionary(Lexicon lexicon) {
    var lines = new ArrayList<String>();
    int last = -1;
    int way = 1;
    for (Lexicon.Pronunciation pronunciation : lexicon.pronunciations()) {
      way = pronunciation.word() == last ? way + 1 : 1;
      last = pronunciation.word();
      String entry = lexicon.words().get(last) + (way == 1 ? "" : "(" + way + ")");
      lines.add(entry + " " + String.join(" ", pronunciation.phones()));
    }
    return lines;
  }
}
