// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A language model as the text that most decoders read: for every word that was seen after a
 * history its probability, and for every history the share it leaves to the shorter one. Both are
 * decimal logarithms.
 */
final class ArpaFile {
  /** As good as never: a sentence begins only once. */
  private static final String NEVER = "-99";

  private ArpaFile() {}

  /** The lines of the file. */
  static List<String> lines(NGramModel model, int order) {
    var counts = new ArrayList<String>();
    var grams = new ArrayList<String>();
    for (int length = 1; length <= order; length++) {
      var section = section(model, length, length < order);
      counts.add("ngram " + length + "=" + section.size());
      grams.add("");
      grams.add("\\" + length + "-grams:");
      grams.addAll(section);
    }
    var lines = new ArrayList<String>();
    lines.add("\\data\\");
    lines.addAll(counts);
    lines.addAll(grams);
    lines.add("");
    lines.add("\\end\\");
    return lines;
  }

  private static SortedSet<String> section(NGramModel model, int length, boolean goesOn) {
    var section = new TreeSet<String>();
    if (length == 1) {
      section.add(line(NEVER, List.of(NGramModel.START), model, goesOn));
      for (String word : model.events()) {
        section.add(line(log(model.probability(List.of(), word)), List.of(word), model, goesOn));
      }
      return section;
    }
    for (List<String> history : model.histories()) {
      if (history.size() == length - 1) {
        for (String word : model.followers(history)) {
          var gram = new ArrayList<>(history);
          gram.add(word);
          section.add(line(log(model.probability(history, word)), gram, model, goesOn));
        }
      }
    }
    return section;
  }

  private static String line(
      String probability, List<String> gram, NGramModel model, boolean goesOn) {
    String line = probability + " " + String.join(" ", gram);
    return goesOn ? line + " " + log(model.fallback(gram)) : line;
  }

  private static String log(double probability) {
    return String.format(Locale.ROOT, "%.5f", Math.log10(probability));
  }
}
