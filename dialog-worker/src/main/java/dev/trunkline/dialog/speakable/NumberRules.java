// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import java.util.List;

/** Reads out numbers that no earlier rule has replaced. */
final class NumberRules {
  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of("\\b24/7\\b", "twenty-four seven"),
          RewriteRule.of(
              "\\b(?:(\\d+)\\s)?([1-9])\\s?[/⁄]\\s?([2-9]|10)\\b(?![/.]\\d)",
              m ->
                  (m.group(1) == null ? "" : SpelledNumbers.cardinal(m.group(1)) + " and ")
                      + fraction(Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))),
          RewriteRule.of(
              "(?m)^\\s*(\\d{1,3})[.)]\\s+", m -> SpelledNumbers.cardinal(m.group(1)) + ", "),
          RewriteRule.of(
              "\\b(\\d{1,6})(?:st|nd|rd|th)\\b",
              m -> SpelledNumbers.ordinal(Long.parseLong(m.group(1)))),
          RewriteRule.of(
              "\\b(1\\d|20)(\\d0)s\\b", m -> decade(Integer.parseInt(m.group(1) + m.group(2)))),
          RewriteRule.of("(?<=\\d)\\s?[-–—]\\s?(?=\\d)", " to "),
          RewriteRule.of("(?<![\\p{L}\\d])~\\s?(?=\\d)", "about "),
          RewriteRule.of("(?<=\\d)\\s?[xX×]\\s?(?=\\d)", " times "),
          RewriteRule.of(
              "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?", m -> SpelledNumbers.decimal(m.group())),
          RewriteRule.of("\\d+(?:\\.\\d+){2,}", m -> versions(m.group())),
          RewriteRule.of("\\d*\\.\\d+", m -> SpelledNumbers.decimal(m.group())),
          RewriteRule.of(
              "(?<![\\p{L}\\d])(?:1[89]\\d{2}|20\\d{2})(?![\\p{L}\\d])",
              m -> SpelledNumbers.year(Integer.parseInt(m.group()))),
          RewriteRule.of("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})", " "),
          RewriteRule.of("\\d{1,18}", m -> SpelledNumbers.cardinal(m.group())),
          // Digits of other scripts.
          RewriteRule.of(
              "\\p{Nd}",
              m -> SpelledNumbers.cardinal(Character.digit(m.group().codePointAt(0), 10))));

  private NumberRules() {}

  private static String fraction(int top, int bottom) {
    String part =
        switch (bottom) {
          case 2 -> top == 1 ? "half" : "halves";
          case 4 -> top == 1 ? "quarter" : "quarters";
          default -> SpelledNumbers.ordinal(bottom) + (top == 1 ? "" : "s");
        };
    return SpelledNumbers.cardinal(top) + " " + part;
  }

  private static String decade(int year) {
    String words = SpelledNumbers.year(year);
    return words.endsWith("y") ? words.substring(0, words.length() - 1) + "ies" : words + "s";
  }

  private static String versions(String number) {
    return String.join(
        " point ",
        java.util.Arrays.stream(number.split("\\.")).map(SpelledNumbers::cardinal).toList());
  }
}
