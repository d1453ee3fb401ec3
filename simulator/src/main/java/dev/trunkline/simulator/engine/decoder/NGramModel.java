package dev.trunkline.simulator.engine.decoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A word n-gram language model with interpolated Witten-Bell smoothing: after a history seen {@code
 * n} times with {@code t} different followers, a follower seen {@code c} times has probability
 * {@code (c + t * shorter) / (n + t)}, where {@code shorter} is its probability after the history
 * without its oldest word. Words of the vocabulary that were never seen share a little of the
 * unigram mass, so every word can follow every history. Immutable.
 */
final class NGramModel {
  static final String START = "<s>";
  static final String END = "</s>";
  private static final double LOG_ZERO = -99;

  private final int order;
  private final SortedSet<String> vocabulary;
  private final Map<List<String>, Followers> histories;

  private NGramModel(
      int order, SortedSet<String> vocabulary, Map<List<String>, Followers> histories) {
    this.order = order;
    this.vocabulary = vocabulary;
    this.histories = histories;
  }

  /** Counts the sentences; every word of theirs must be in the vocabulary. */
  static NGramModel train(List<List<String>> sentences, SortedSet<String> vocabulary, int order) {
    var events = new TreeSet<>(vocabulary);
    events.add(END);
    var histories = new HashMap<List<String>, Followers>();
    for (List<String> sentence : sentences) {
      var words = new ArrayList<String>();
      words.add(START);
      words.addAll(sentence);
      words.add(END);
      for (int i = 1; i < words.size(); i++) {
        for (int length = 0; length < order && length <= i; length++) {
          histories
              .computeIfAbsent(List.copyOf(words.subList(i - length, i)), h -> new Followers())
              .add(words.get(i));
        }
      }
    }
    return new NGramModel(order, events, histories);
  }

  /** All words that may come next, the end of the sentence among them. */
  SortedSet<String> events() {
    return vocabulary;
  }

  /** The probability of a word after a history, of which only the last words count. */
  double probability(List<String> history, String word) {
    List<String> known = history.subList(Math.max(0, history.size() - order + 1), history.size());
    double shorter =
        known.isEmpty()
            ? 1.0 / vocabulary.size()
            : probability(known.subList(1, known.size()), word);
    Followers followers = histories.get(known);
    return followers == null ? shorter : followers.smoothed(word, shorter);
  }

  /** Every history that was seen, of up to {@code order - 1} words, the empty one among them. */
  Set<List<String>> histories() {
    return histories.keySet();
  }

  /** The words seen after a history. */
  Set<String> followers(List<String> history) {
    Followers followers = histories.get(history);
    return followers == null ? Set.of() : followers.words();
  }

  /** The share of probability that a history leaves to the shorter one. */
  double fallback(List<String> history) {
    Followers followers = histories.get(history);
    return followers == null ? 1 : followers.left();
  }

  /** Writes the model in the ARPA format that Sphinx reads: base-10 logarithms. */
  void writeArpa(Appendable out) throws IOException {
    List<SortedMap<String, String>> sections = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      sections.add(n == 1 ? unigrams() : longer(n));
    }
    out.append("\\data\\\n");
    for (int n = 1; n <= order; n++) {
      out.append("ngram " + n + "=" + sections.get(n - 1).size() + "\n");
    }
    for (int n = 1; n <= order; n++) {
      out.append("\n\\" + n + "-grams:\n");
      for (var entry : sections.get(n - 1).entrySet()) {
        out.append(entry.getValue()).append('\n');
      }
    }
    out.append("\n\\end\\\n");
  }

  private SortedMap<String, String> unigrams() {
    var lines = new TreeMap<String, String>();
    lines.put(START, line(LOG_ZERO, List.of(START)));
    for (String word : vocabulary) {
      lines.put(word, line(Math.log10(probability(List.of(), word)), List.of(word)));
    }
    return lines;
  }

  private SortedMap<String, String> longer(int n) {
    var lines = new TreeMap<String, String>();
    histories.forEach(
        (history, followers) -> {
          if (history.size() == n - 1) {
            followers.words().forEach(word -> putLine(lines, history, word));
          }
        });
    return lines;
  }

  private void putLine(Map<String, String> lines, List<String> history, String word) {
    var words = new ArrayList<>(history);
    words.add(word);
    lines.put(String.join(" ", words), line(Math.log10(probability(history, word)), words));
  }

  private String line(double logProbability, List<String> words) {
    String line = String.format(Locale.ROOT, "%.6f\t%s", logProbability, String.join(" ", words));
    if (words.size() == order || words.getLast().equals(END)) {
      return line;
    }
    return String.format(Locale.ROOT, "%s\t%.6f", line, Math.log10(fallback(words)));
  }

  /** What was seen after one history. */
  private static final class Followers {
    private final Map<String, Integer> counts = new HashMap<>();
    private int total;

    void add(String word) {
      counts.merge(word, 1, Integer::sum);
      total++;
    }

    Set<String> words() {
      return counts.keySet();
    }

    double smoothed(String word, double shorter) {
      return (counts.getOrDefault(word, 0) + counts.size() * shorter) / (total + counts.size());
    }

    /** The share of probability that is left for the shorter history. */
    double left() {
      return (double) counts.size() / (total + counts.size());
    }
  }
}
