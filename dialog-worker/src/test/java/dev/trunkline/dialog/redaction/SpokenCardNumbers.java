// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import static dev.trunkline.dialog.speakable.SpelledNumbers.cardinal;

import dev.trunkline.fuzz.Mutator;
import java.util.ArrayList;
import java.util.List;

/** Generates card numbers and the ways in which people say them. */
final class SpokenCardNumbers {
  private static final List<String> ISSUERS =
      List.of("4", "51", "55", "2221", "34", "37", "6011", "65", "36", "3528", "62", "50", "1");
  private static final List<String> WRITTEN = List.of("", " ", "-", " - ", ". ", ", ", "\u00a0");
  private static final List<String> PAUSES =
      List.of(
          " ", " ", " ", ", ", ". ", " - ", " um ", ", and then ", "… ", " dash ", " followed by ");

  private SpokenCardNumbers() {}

  /** 13 to 19 digits with a Luhn check digit. */
  static String number(Mutator random) {
    var digits = new StringBuilder(random.pick(ISSUERS));
    int length = 13 + random.number(7);
    while (digits.length() < length - 1) {
      digits.append(random.number(10));
    }
    for (int check = 0; check < 10; check++) {
      if (sum(digits.toString() + check) % 10 == 0) {
        return digits.append(check).toString();
      }
    }
    throw new AssertionError("no check digit found");
  }

  private static int sum(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
    }
    return sum;
  }

  /** {@code digits} as text, in groups of random size, each written or spoken in its own way. */
  static String spoken(Mutator random, String digits) {
    var spoken = new StringBuilder();
    int style = random.number(4);
    for (int from = 0; from < digits.length(); ) {
      int to = Math.min(digits.length(), from + 1 + random.number(6));
      if (from > 0) {
        spoken.append(
            switch (style) {
              case 0 -> random.pick(WRITTEN);
              // “Forty” before “two” would be 42.
              case 2 -> ", ";
              default -> random.pick(PAUSES);
            });
      }
      String group = digits.substring(from, to);
      spoken.append(
          switch (style) {
            case 0 -> group;
            case 1 -> String.join(" ", units(random, group));
            case 2 -> pairs(random, group);
            default -> random.oneIn(2) ? group : String.join(" ", units(random, group));
          });
      from = to;
    }
    return spoken.toString();
  }

  private static List<String> units(Mutator random, String group) {
    var words = new ArrayList<String>();
    for (int i = 0; i < group.length(); i++) {
      int same = 1;
      while (i + same < group.length() && same < 4 && group.charAt(i + same) == group.charAt(i)) {
        same++;
      }
      String unit = unit(random, group.charAt(i));
      if (same > 1 && random.oneIn(2)) {
        words.add(List.of("double", "triple", "quadruple").get(same - 2) + " " + unit);
        i += same - 1;
      } else {
        words.add(unit);
      }
    }
    return words;
  }

  private static String unit(Mutator random, char digit) {
    return digit == '0' && random.oneIn(2) ? "oh" : cardinal(digit - '0');
  }

  private static String pairs(Mutator random, String group) {
    var words = new ArrayList<String>();
    for (int i = 0; i < group.length(); i += 2) {
      boolean alone = i + 1 == group.length();
      if (alone || group.charAt(i) == '0') {
        words.add(unit(random, group.charAt(i)));
        i -= alone ? 0 : 1;
      } else {
        words.add(pair(group.charAt(i) - '0', group.charAt(i + 1) - '0', random));
      }
    }
    return String.join(", ", words);
  }

  private static String pair(int tens, int units, Mutator random) {
    if (tens == 1) {
      return cardinal(10 + units);
    }
    return units == 0
        ? cardinal(tens * 10L)
        : cardinal(tens * 10L) + random.pick(List.of(" ", "-")) + cardinal(units);
  }
}
