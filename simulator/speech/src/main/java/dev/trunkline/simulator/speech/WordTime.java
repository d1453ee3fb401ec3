// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When a word of a text is heard.
 *
 * @param word the word with the punctuation that clings to it
 * @param startChar where it begins in the text
 * @param endChar where it ends, exclusive
 * @param startMs when it begins in the audio
 * @param endMs when it ends
 */
public record WordTime(String word, int startChar, int endChar, int startMs, int endMs) {
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** The words of a text, not yet timed. */
  static List<WordTime> wordsOf(String text) {
    return WORD.matcher(text)
        .results()
        .map(match -> new WordTime(match.group(), match.start(), match.end(), 0, 0))
        .toList();
  }

  /** The words of a text, sharing a stretch of time by their letters. */
  static List<WordTime> share(String text, int startMs, int endMs) {
    var timed = new ArrayList<WordTime>();
    List<WordTime> words = wordsOf(text);
    double letters = words.stream().mapToInt(word -> word.word.length() + 1).sum();
    double before = 0;
    for (WordTime word : words) {
      int from = startMs + (int) Math.round((endMs - startMs) * before / letters);
      before += word.word.length() + 1;
      int to = startMs + (int) Math.round((endMs - startMs) * before / letters);
      timed.add(word.at(from, to));
    }
    return List.copyOf(timed);
  }

  WordTime at(int fromMs, int toMs) {
    return new WordTime(word, startChar, endChar, fromMs, toMs);
  }
}
