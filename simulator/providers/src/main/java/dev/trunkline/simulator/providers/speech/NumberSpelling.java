// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import java.util.List;
import java.util.regex.Pattern;

/** Numbers below a million as they are spoken. */
final class NumberSpelling {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final List<String> ONES =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

  private NumberSpelling() {}

  /** The word with its numerals spelled out, punctuation kept. */
  static String spelled(String word) {
    return NUMBER
        .matcher(word)
        .replaceAll(number -> words(Integer.parseInt(number.group())))
        .replace(":", " ");
  }

  private static String words(int number) {
    if (number < 20) {
      return ONES.get(number);
    }
    if (number < 100) {
      return TENS.get(number / 10 - 2) + rest(" ", number % 10);
    }
    return number < 1000
        ? ONES.get(number / 100) + " hundred" + rest(" ", number % 100)
        : words(number / 1000) + " thousand" + rest(" ", number % 1000);
  }

  private static String rest(String gap, int number) {
    return number == 0 ? "" : gap + words(number);
  }
}
