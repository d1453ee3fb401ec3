// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The sentences a caller may say, from {@code caller-sentences.txt}, with every spoken value such
 * as {@code {digits}} or {@code {day}} filled in a few times. Always the same sentences, in the
 * same order: the language model made of them is part of the recogniser's behaviour.
 */
final class CallerCorpus {
  private static final String RESOURCE = "caller-sentences.txt";

  /** So often is a sentence with a spoken value written out, each time with other values. */
  private static final int VARIANTS = 12;

  /** A fixed sentence counts as much as this many variants, so that values do not drown it. */
  private static final int PLAIN_WEIGHT = 4;

  private static final long SEED = 42;

  private CallerCorpus() {}

  /** The training sentences, each a list of lower-case words. */
  static List<List<String>> sentences() {
    var values = new SpokenValues(new Random(SEED));
    var sentences = new ArrayList<List<String>>();
    for (String line : lines()) {
      boolean template = line.contains("{");
      for (int i = 0; i < (template ? VARIANTS : PLAIN_WEIGHT); i++) {
        sentences.add(List.of(values.fill(line).split(" ")));
      }
    }
    return List.copyOf(sentences);
  }

  /** Every word that can be recognised, sorted. */
  static SortedSet<String> vocabulary(List<List<String>> sentences) {
    var words = new TreeSet<>(SpokenValues.words());
    sentences.forEach(words::addAll);
    return words;
  }

  private static List<String> lines() {
    var resource = Objects.requireNonNull(CallerCorpus.class.getResourceAsStream(RESOURCE));
    try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
