// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static java.util.stream.Collectors.joining;

/** Spells out numbers in English. */
public final class SpelledNumbers {
  private static final String[] SMALL = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] SCALES = {"", " thousand", " million", " billion", " trillion"};

  /** Longer numbers are read digit by digit. */
  private static final int MAX_DIGITS = 15;

  private SpelledNumbers() {}

  /** “Twenty-three”; {@code digits} may have any length. */
  static String cardinal(String digits) {
    String plain = digits.replaceFirst("^0+(?=\\d)", "");
    return plain.length() > MAX_DIGITS ? digitByDigit(digits) : cardinal(Long.parseLong(plain));
  }

  /** “Twenty-three”; {@code n} must not be negative. */
  public static String cardinal(long n) {
    if (n == 0) {
      return SMALL[0];
    }
    var words = new StringBuilder();
    int scale = 0;
    for (long rest = n; rest > 0; rest /= 1000, scale++) {
      int group = (int) (rest % 1000);
      if (group > 0) {
        words.insert(0, belowThousand(group) + SCALES[scale] + (words.isEmpty() ? "" : " "));
      }
    }
    return words.toString();
  }

  /** “Twenty-third”. */
  static String ordinal(long n) {
    String words = cardinal(n);
    int last = Math.max(words.lastIndexOf(' '), words.lastIndexOf('-')) + 1;
    String stem = words.substring(last);
    String ordinal =
        switch (stem) {
          case "one" -> "first";
          case "two" -> "second";
          case "three" -> "third";
          case "five" -> "fifth";
          case "eight" -> "eighth";
          case "nine" -> "ninth";
          case "twelve" -> "twelfth";
          default ->
              stem.endsWith("y") ? stem.substring(0, stem.length() - 1) + "ieth" : stem + "th";
        };
    return words.substring(0, last) + ordinal;
  }

  /** “Nineteen eighty-four”, “two thousand five”, “twenty twenty-six”. */
  static String year(int year) {
    int century = year / 100;
    int rest = year % 100;
    if (century % 10 == 0 && rest < 10) {
      return cardinal(year);
    }
    if (rest == 0) {
      return cardinal(century) + " hundred";
    }
    return cardinal(century) + (rest < 10 ? " oh " : " ") + cardinal(rest);
  }

  /** “Four five zero”; skips other characters. */
  static String digitByDigit(String digits) {
    return digits
        .chars()
        .filter(c -> c >= '0' && c <= '9')
        .mapToObj(c -> SMALL[c - '0'])
        .collect(joining(" "));
  }

  /** “One thousand two hundred point five”, of {@code 1,200.5} or {@code 1200}. */
  static String decimal(String number) {
    String plain = number.replace(",", "");
    int point = plain.indexOf('.');
    return point < 0
        ? cardinal(plain)
        : cardinal(point == 0 ? "0" : plain.substring(0, point))
            + " point "
            + digitByDigit(plain.substring(point + 1));
  }

  private static String belowThousand(int n) {
    if (n >= 100) {
      String hundreds = SMALL[n / 100] + " hundred";
      return n % 100 == 0 ? hundreds : hundreds + " " + belowThousand(n % 100);
    }
    if (n < 20) {
      return SMALL[n];
    }
    return n % 10 == 0 ? TENS[n / 10] : TENS[n / 10] + "-" + SMALL[n % 10];
  }
}
