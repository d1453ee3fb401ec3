// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech.decoder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words a decoder knows and how they sound, from the pronunciation dictionary of CMU ({@code
 * cmudict}) in {@code sphinx4-data}. Immutable.
 *
 * @param words the words, sorted; a word's place is its number
 * @param pronunciations every way to say every word
 */
record Lexicon(List<String> words, List<Pronunciation> pronunciations) {
  private static final String DICTIONARY = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";

  /** One way to say a word. */
  record Pronunciation(int word, List<String> phones) {}

  /** Looks every word up; one that the dictionary does not have is an error. */
  static Lexicon of(Collection<String> vocabulary) throws IOException {
    Map<String, List<List<String>>> found = lookUp(Set.copyOf(vocabulary));
    var missing = vocabulary.stream().filter(word -> !found.containsKey(word)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("words without a pronunciation: " + missing);
    }
    var words = List.copyOf(found.keySet());
    var pronunciations = new ArrayList<Pronunciation>();
    for (int word = 0; word < words.size(); word++) {
      for (List<String> phones : Objects.requireNonNull(found.get(words.get(word)))) {
        pronunciations.add(new Pronunciation(word, phones));
      }
    }
    return new Lexicon(words, List.copyOf(pronunciations));
  }

  /** The number of each word. */
  Map<String, Integer> numbers() {
    var numbers = new HashMap<String, Integer>();
    for (int i = 0; i < words.size(); i++) {
      numbers.put(words.get(i), i);
    }
    return numbers;
  }

  /** Lines are "word phone phone …"; second and further ways are called "word(2)". */
  private static TreeMap<String, List<List<String>>> lookUp(Set<String> vocabulary)
      throws IOException {
    var found = new TreeMap<String, List<List<String>>>();
    var resource = Objects.requireNonNull(Lexicon.class.getResourceAsStream(DICTIONARY));
    try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int space = line.indexOf(' ');
        String entry = line.substring(0, Math.max(space, 0));
        int bracket = entry.indexOf('(');
        String word = bracket > 0 ? entry.substring(0, bracket) : entry;
        if (vocabulary.contains(word)) {
          List<String> phones = Arrays.asList(line.substring(space + 1).strip().split("\\s+"));
          found.computeIfAbsent(word, w -> new ArrayList<>()).add(phones);
        }
      }
    }
    return found;
  }
}
