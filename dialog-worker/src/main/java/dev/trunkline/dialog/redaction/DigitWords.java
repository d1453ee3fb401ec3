// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses lower-case English number words into digits. */
final class DigitWords {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("zero", "0"),
          Map.entry("oh", "0"),
          Map.entry("o", "0"),
          Map.entry("nought", "0"),
          Map.entry("naught", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("niner", "9"));

  private static final Map<String, String> TEENS =
      Map.of(
          "ten",
          "10",
          "eleven",
          "11",
          "twelve",
          "12",
          "thirteen",
          "13",
          "fourteen",
          "14",
          "fifteen",
          "15",
          "sixteen",
          "16",
          "seventeen",
          "17",
          "eighteen",
          "18",
          "nineteen",
          "19");

  private static final Map<String, String> TENS =
      Map.of(
          "twenty", "2", "thirty", "3", "forty", "4", "fourty", "4", "fifty", "5", "sixty", "6",
          "seventy", "7", "eighty", "8", "ninety", "9");

  private static final Map<String, String> POWERS = Map.of("hundred", "00", "thousand", "000");

  private static final Map<String, Integer> TIMES =
      Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);

  private DigitWords() {}

  /** A single digit: “seven”, “oh”. */
  static @Nullable String unit(String word) {
    return UNITS.get(word);
  }

  static @Nullable String teen(String word) {
    return TEENS.get(word);
  }

  /** The first of two digits: 4 for “forty”. */
  static @Nullable String tens(String word) {
    return TENS.get(word);
  }

  /** The zeros that “hundred” or “thousand” appends to the digits before it. */
  static @Nullable String power(String word) {
    return POWERS.get(word);
  }

  /** How often the next digit is repeated: 2 for “double”; 0 for any other word. */
  static int times(String word) {
    return TIMES.getOrDefault(word, 0);
  }
}
