// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words and phrases to look for in a transcript, in any language. Compared word by word, without
 * case and punctuation.
 */
public record Phrases(List<List<String>> phrases) {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’]+");

  static final Phrases NONE = new Phrases(List.of());

  public Phrases {
    phrases = phrases.stream().map(List::copyOf).filter(p -> !p.isEmpty()).toList();
  }

  /** Parses a list separated by commas. */
  static Phrases of(String list) {
    return new Phrases(Arrays.stream(list.split(",", -1)).map(Phrases::words).toList());
  }

  /** The words of a text in the form in which they are compared. */
  static List<String> words(String text) {
    return Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1))
        .map(word -> word.replace('’', '\''))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** True if {@code words} contain one of the phrases. */
  boolean isIn(List<String> words) {
    return phrases.stream().anyMatch(phrase -> Collections.indexOfSubList(words, phrase) >= 0);
  }

  /** True if {@code words} end with one of the phrases. */
  boolean endWith(List<String> words) {
    return lengthAtEnd(words) > 0;
  }

  /** Words of the longest phrase that {@code words} end with, 0 for none. */
  int lengthAtEnd(List<String> words) {
    return phrases.stream()
        .filter(p ->
            words.size() >= p.size()
                && words.subList(words.size() - p.size(), words.size()).equals(p))
        .mapToInt(List::size)
        .max()
        .orElse(0);
  }

  /** Words of the longest phrase that {@code words} start with, 0 for none. */
  int lengthAtStart(List<String> words) {
    return longestAt(words, 0);
  }

  /** {@code words} without the phrases at their end. */
  List<String> withoutAtEnd(List<String> words) {
    List<String> rest = words;
    for (int length = lengthAtEnd(rest); length > 0; length = lengthAtEnd(rest)) {
      rest = rest.subList(0, rest.size() - length);
    }
    return rest;
  }

  /** True if {@code words} are one or more of the phrases, and nothing else. */
  boolean make(List<String> words) {
    return !words.isEmpty() && without(words).isEmpty();
  }

  /** {@code words} without those that belong to a phrase. */
  List<String> without(List<String> words) {
    var rest = new ArrayList<String>();
    for (int i = 0; i < words.size(); ) {
      int length = longestAt(words, i);
      if (length == 0) {
        rest.add(words.get(i));
      }
      i += Math.max(1, length);
    }
    return rest;
  }

  private int longestAt(List<String> words, int from) {
    List<String> rest = words.subList(from, words.size());
    return phrases.stream()
        .filter(p -> rest.size() >= p.size() && rest.subList(0, p.size()).equals(p))
        .mapToInt(List::size)
        .max()
        .orElse(0);
  }

  /** Omits an empty list from JSON, as it is in what a release without the list has written. */
  static final class Empty {
    @Override
    public boolean equals(@Nullable Object other) {
      return other == null || NONE.equals(other);
    }

    @Override
    public int hashCode() {
      return NONE.hashCode();
    }
  }
}
