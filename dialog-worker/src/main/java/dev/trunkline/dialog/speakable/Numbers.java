// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** What is left of numbers. */
final class Numbers {
  static final List<Rule> RULES =
      List.of(
          Rule.of("\\b24/7\\b", "twenty-four seven"),
          Rule.of(
              "\\b(?:(\\d+)\\s)?([1-9])\\s?[/⁄]\\s?([2-9]|10)\\b(?![/.]\\d)",
              m ->
                  (m.group(1) == null ? "" : NumberWords.cardinal(m.group(1)) + " and ")
                      + fraction(Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))),
          Rule.of("(?m)^\\s*(\\d{1,3})[.)]\\s+", m -> NumberWords.cardinal(m.group(1)) + ", "),
          Rule.of(
              "\\b(\\d{1,6})(?:st|nd|rd|th)\\b",
              m -> NumberWords.ordinal(Long.parseLong(m.group(1)))),
          Rule.of("\\b(1\\d|20)(\\d0)s\\b", m -> decade(Integer.parseInt(m.group(1) + m.group(2)))),
          Rule.of("(?<=\\d)\\s?[-–—]\\s?(?=\\d)", " to "),
          Rule.of("(?<![\\p{L}\\d])~\\s?(?=\\d)", "about "),
          Rule.of("(?<=\\d)\\s?[xX×]\\s?(?=\\d)", " times "),
          Rule.of("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?", m -> NumberWords.decimal(m.group())),
          Rule.of("\\d+(?:\\.\\d+){2,}", m -> versions(m.group())),
          Rule.of("\\d*\\.\\d+", m -> NumberWords.decimal(m.group())),
          Rule.of(
              "(?<![\\p{L}\\d])(?:1[89]\\d{2}|20\\d{2})(?![\\p{L}\\d])",
              m -> NumberWords.year(Integer.parseInt(m.group()))),
          Rule.of("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})", " "),
          Rule.of("\\d{1,18}", m -> NumberWords.cardinal(m.group())),
          // Digits of other scripts.
          Rule.of(
              "\\p{Nd}", m -> NumberWords.cardinal(Character.digit(m.group().codePointAt(0), 10))));

  private Numbers() {}

  private static String fraction(int top, int bottom) {
    String part =
        switch (bottom) {
          case 2 -> top == 1 ? "half" : "halves";
          case 4 -> top == 1 ? "quarter" : "quarters";
          default -> NumberWords.ordinal(bottom) + (top == 1 ? "" : "s");
        };
    return NumberWords.cardinal(top) + " " + part;
  }

  private static String decade(int year) {
    String words = NumberWords.year(year);
    return words.endsWith("y") ? words.substring(0, words.length() - 1) + "ies" : words + "s";
  }

  private static String versions(String number) {
    return String.join(
        " point ",
        java.util.Arrays.stream(number.split("\\.")).map(NumberWords::cardinal).toList());
  }
}
