// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trigram model laid out for the search: for a pair of words what was seen to follow, and what it
 * costs to fall back to fewer words. All scores are weighted natural logarithms and include the
 * word insertion penalty. Immutable.
 */
final class WordGrammar {
  /** The sentence start, as a word of a history. */
  static final int START = -1;

  private static final int END = -2;

  private final float[] unigrams;
  private final Map<Long, Followers> followers = new HashMap<>();

  /** What was seen after a history, and the cost of leaving it. */
  record Followers(int[] words, float[] scores, float fallback, float end) {}

  WordGrammar(NGramModel model, Lexicon lexicon, SearchSettings settings) {
    var numbers = new HashMap<>(lexicon.numbers());
    numbers.put(NGramModel.START, START);
    numbers.put(NGramModel.END, END);
    unigrams = new float[lexicon.words().size()];
    for (int word = 0; word < unigrams.length; word++) {
      double probability = model.probability(List.of(), lexicon.words().get(word));
      unigrams[word] = weigh(probability, settings) + settings.wordPenalty();
    }
    for (List<String> history : model.histories()) {
      if (!history.isEmpty()) {
        followers.put(key(history, numbers), followers(model, history, numbers, settings));
      }
    }
  }

  /** The score of a word whatever came before. */
  float unigram(int word) {
    return unigrams[word];
  }

  /** What was seen after two words, or null; {@code before} may be {@link #START} twice. */
  @Nullable Followers after(int before, int last) {
    return followers.get(key(before, last));
  }

  /** What was seen after one word, or null. */
  @Nullable Followers after(int last) {
    return followers.get(key(END, last));
  }

  /** The score of ending the sentence after two words. */
  float end(int before, int last) {
    Followers two = after(before, last);
    if (two != null) {
      return two.end;
    }
    Followers one = after(last);
    return one == null ? 0 : one.end;
  }

  private static Followers followers(
      NGramModel model,
      List<String> history,
      Map<String, Integer> numbers,
      SearchSettings settings) {
    var seen = new ArrayList<>(model.followers(history));
    seen.remove(NGramModel.END);
    var words = new int[seen.size()];
    var scores = new float[seen.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = numbers.getOrDefault(seen.get(i), END);
      double probability = model.probability(history, seen.get(i));
      scores[i] = weigh(probability, settings) + settings.wordPenalty();
    }
    return new Followers(
        words,
        scores,
        weigh(model.fallback(history), settings),
        weigh(model.probability(history, NGramModel.END), settings));
  }

  private static float weigh(double probability, SearchSettings settings) {
    return settings.languageWeight() * (float) Math.log(probability);
  }

  private static long key(List<String> history, Map<String, Integer> numbers) {
    int[] words = history.stream().mapToInt(word -> numbers.getOrDefault(word, END)).toArray();
    return words.length == 1 ? key(END, words[0]) : key(words[0], words[1]);
  }

  private static long key(int before, int last) {
    return ((long) before << 32) | (last & 0xFFFF_FFFFL);
  }
}
