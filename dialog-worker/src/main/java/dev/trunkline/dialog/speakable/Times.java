// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.Rule.group;

import java.util.List;

/** Times of day. */
final class Times {
  private static final String HALF = "(?:([AaPp])[Mm]\\b|([AaPp])\\.\\s?[Mm]\\.)";

  static final List<Rule> RULES =
      List.of(
          // From nine to five.
          Rule.of(
              "\\b(\\d{1,2}(?::\\d{2})?(?:\\s?[AaPp]\\.?[Mm]\\.?)?)\\s*[-–—]\\s*(?=\\d{1,2}(?::\\d{2}|\\s?[AaPp]\\.?[Mm]\\b))",
              m -> m.group(1) + " to "),
          Rule.of(
              "\\b(\\d{1,2})(?:[:.](\\d{2}))?\\s?" + HALF + "(?=(\\s+\\p{Lu}|\\s*$)?)",
              m -> {
                String half = group(m, 3) + group(m, 4);
                boolean ends = !group(m, 4).isEmpty() && m.group(5) != null;
                return halfDay(m.group(1), group(m, 2), half) + (ends ? "." : "");
              }),
          Rule.of(
              "\\b([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?(?!\\d)",
              m ->
                  clock(Integer.parseInt(m.group(1)), m.group(2))
                      + (group(m, 3).isEmpty()
                          ? ""
                          : " and " + NumberWords.cardinal(m.group(3)) + " seconds")),
          Rule.of("(?<![\\w.])([AaPp])\\.[Mm]\\.(?=\\s|,|$)", m -> letters(m.group(1))));

  private Times() {}

  private static String halfDay(String hour, String minute, String half) {
    return NumberWords.cardinal(hour) + minutes(minute, "") + " " + letters(half);
  }

  private static String clock(int hour, String minute) {
    if (hour == 0 || hour > 12) {
      int twelve = hour == 0 ? 12 : hour - 12;
      return halfDay("" + twelve, minute, hour == 0 ? "a" : "p");
    }
    return NumberWords.cardinal(hour) + minutes(minute, " o'clock");
  }

  private static String minutes(String minute, String none) {
    return switch (minute) {
      case "", "00" -> none;
      default -> (minute.startsWith("0") ? " oh " : " ") + NumberWords.cardinal(minute);
    };
  }

  private static String letters(String half) {
    return half.equalsIgnoreCase("a") ? "A M" : "P M";
  }
}
