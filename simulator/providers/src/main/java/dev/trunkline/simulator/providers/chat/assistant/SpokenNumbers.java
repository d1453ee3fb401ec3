// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers as people say them: digit by digit, in pairs, or as one number; or written in digits. */
final class SpokenNumbers {
  private static final List<String> ONES =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
  private static final Map<String, Integer> SCALES = Map.of("hundred", 100, "thousand", 1000);

  private SpokenNumbers() {}

  /**
   * One stretch of number words.
   *
   * @param from index of its first word
   * @param to index after its last word
   * @param parts its numbers one by one: {@code "forty five seven"} has 45 and 7
   */
  record Run(int from, int to, List<Integer> parts, String digits) {}

  /** All stretches of number words in a sentence. */
  static List<Run> runs(List<String> words) {
    var runs = new ArrayList<Run>();
    int i = 0;
    while (i < words.size()) {
      int end = i;
      while (end < words.size() && isNumber(words.get(end))) {
        end++;
      }
      if (end > i) {
        runs.add(run(words, i, end));
      }
      i = end + 1;
    }
    return runs;
  }

  /** The value of a single number word or numeral below a million. */
  static Optional<Integer> value(String word) {
    int one = ONES.indexOf(word);
    if (one >= 0) {
      return Optional.of(one);
    }
    if (word.equals("oh")) {
      return Optional.of(0);
    }
    int ten = TENS.indexOf(word);
    if (ten >= 0) {
      return Optional.of(20 + 10 * ten);
    }
    return word.matches("\\d{1,6}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
  }

  private static boolean isNumber(String word) {
    return word.matches("\\d+") || value(word).isPresent() || SCALES.containsKey(word);
  }

  private static Run run(List<String> words, int from, int to) {
    var parts = new ArrayList<Integer>();
    var digits = new StringBuilder();
    int i = from;
    while (i < to) {
      if (words.get(i).matches("\\d{7,}")) {
        digits.append(words.get(i));
        i++;
        continue;
      }
      int value = value(words.get(i)).orElse(1);
      boolean tens = TENS.contains(words.get(i));
      i++;
      int one = tens && i < to ? ONES.indexOf(words.get(i)) : -1;
      if (one >= 1 && one <= 9) {
        value += one;
        i++;
      }
      while (i < to && SCALES.containsKey(words.get(i))) {
        value *= SCALES.getOrDefault(words.get(i), 1);
        i++;
      }
      parts.add(value);
      // A numeral keeps its leading zeros.
      boolean numeral = words.get(i - 1).matches("\\d+");
      digits.append(numeral ? words.get(i - 1) : String.valueOf(value));
    }
    return new Run(from, to, List.copyOf(parts), digits.toString());
  }
}
