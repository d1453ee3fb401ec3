// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;

import java.util.List;

/** Reads out times of day. */
final class TimeRules {
  private static final String HALF = "(?:([AaPp])[Mm]\\b|([AaPp])\\.\\s?[Mm]\\.)";

  static final List<RewriteRule> RULES =
      List.of(
          // Ranges: 9-5 pm.
          RewriteRule.of(
              "\\b(\\d{1,2}(?::\\d{2})?(?:\\s?[AaPp]\\.?[Mm]\\.?)?)\\s*[-–—]\\s*(?=\\d{1,2}(?::\\d{2}|\\s?[AaPp]\\.?[Mm]\\b))",
              m -> m.group(1) + " to "),
          RewriteRule.of(
              "\\b(\\d{1,2})(?:[:.](\\d{2}))?\\s?" + HALF + "(?=(\\s+\\p{Lu}|\\s*$)?)",
              m -> {
                String half = group(m, 3) + group(m, 4);
                boolean ends = !group(m, 4).isEmpty() && m.group(5) != null;
                return halfDay(m.group(1), group(m, 2), half) + (ends ? "." : "");
              }),
          RewriteRule.of(
              "\\b([01]?\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?(?!\\d)",
              m ->
                  clock(Integer.parseInt(m.group(1)), m.group(2))
                      + (group(m, 3).isEmpty()
                          ? ""
                          : " and " + SpelledNumbers.cardinal(m.group(3)) + " seconds")),
          RewriteRule.of("(?<![\\w.])([AaPp])\\.[Mm]\\.(?=\\s|,|$)", m -> letters(m.group(1))));

  private TimeRules() {}

  private static String halfDay(String hour, String minute, String half) {
    return SpelledNumbers.cardinal(hour) + minutes(minute, "") + " " + letters(half);
  }

  private static String clock(int hour, String minute) {
    if (hour == 0 || hour > 12) {
      int twelve = hour == 0 ? 12 : hour - 12;
      return halfDay("" + twelve, minute, hour == 0 ? "a" : "p");
    }
    return SpelledNumbers.cardinal(hour) + minutes(minute, " o'clock");
  }

  private static String minutes(String minute, String none) {
    return switch (minute) {
      case "", "00" -> none;
      default -> (minute.startsWith("0") ? " oh " : " ") + SpelledNumbers.cardinal(minute);
    };
  }

  private static String letters(String half) {
    return half.equalsIgnoreCase("a") ? "A M" : "P M";
  }
}
