// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
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
