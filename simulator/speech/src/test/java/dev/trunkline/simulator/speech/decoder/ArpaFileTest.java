// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArpaFileTest {
  private static final List<List<String>> SENTENCES =
      List.of(
          List.of("what", "time", "do", "you", "open"),
          List.of("what", "time", "do", "you", "close"),
          List.of("what", "do", "you", "open"));
  private static final int ORDER = 3;

  private final NGramModel model = NGramModel.train(SENTENCES, vocabulary(), ORDER);
  private final List<String> lines = ArpaFile.lines(model, ORDER);
  private final Map<List<String>, double[]> grams = read();

  @Test
  void whoReadsTheFileByItsRulesFindsTheProbabilitiesOfTheModel() {
    var words = new ArrayList<>(model.events());
    for (String first : words) {
      for (String second : words) {
        for (String word : words) {
          var history = List.of(first, second);
          assertThat(Math.pow(10, log(history, word)))
              .as("%s after %s", word, history)
              .isCloseTo(model.probability(history, word), within(1e-4));
        }
      }
    }
  }

  @Test
  void aSentenceHasItsBeginning() {
    assertThat(Math.pow(10, log(List.of(NGramModel.START), "what")))
        .isCloseTo(model.probability(List.of(NGramModel.START), "what"), within(1e-4));
  }

  @Test
  void itsHeadCountsWhatFollows() {
    for (int length = 1; length <= ORDER; length++) {
      int wanted = length;
      long count = grams.keySet().stream().filter(gram -> gram.size() == wanted).count();
      assertThat(lines).contains("ngram " + length + "=" + count);
    }
    assertThat(lines).startsWith("\\data\\").endsWith("\\end\\");
  }

  /** As a reader of ARPA files works it out. */
  private double log(List<String> history, String word) {
    var gram = new ArrayList<>(history);
    gram.add(word);
    double[] found = grams.get(gram);
    if (found != null) {
      return found[0];
    }
    double[] share = grams.get(history);
    return (share == null ? 0 : share[1]) + log(history.subList(1, history.size()), word);
  }

  private Map<List<String>, double[]> read() {
    var read = new HashMap<List<String>, double[]>();
    int length = 0;
    for (String line : lines) {
      if (line.endsWith("-grams:")) {
        length++;
      } else if (length > 0 && line.contains(" ")) {
        String[] fields = line.split(" ");
        double share = fields.length > length + 1 ? Double.parseDouble(fields[length + 1]) : 0;
        read.put(
            List.copyOf(Arrays.asList(fields).subList(1, length + 1)),
            new double[] {Double.parseDouble(fields[0]), share});
      }
    }
    return read;
  }

  private static SortedSet<String> vocabulary() {
    var words = new TreeSet<String>(List.of("unheard"));
    SENTENCES.forEach(words::addAll);
    return words;
  }
}
