// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.speakable;

import static dev.trunkline.dialog.speakable.RewriteRule.group;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Reads out days, months and years. */
final class DateRules {
  private static final String MONTH =
      "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
          + "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
  private static final String DAY = "(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)";
  private static final String ST = "(?:st|nd|rd|th)?";

  static final List<RewriteRule> RULES =
      List.of(
          RewriteRule.of(
              "\\b(\\d{4})-(\\d{2})-(\\d{2})(?:[T"
                  + " ](\\d{2}:\\d{2})(?::\\d{2})?(?:\\.\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?)?\\b",
              m ->
                  date(m.group(2), m.group(3), m.group(1), m.group())
                      + (group(m, 4).isEmpty() ? "" : " at " + m.group(4))),
          RewriteRule.of(
              "\\b(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})\\b",
              m ->
                  Integer.parseInt(m.group(1)) > 12
                      ? date(m.group(2), m.group(1), m.group(3), m.group())
                      : date(m.group(1), m.group(2), m.group(3), m.group())),
          RewriteRule.of(
              "\\b(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})\\b",
              m -> date(m.group(2), m.group(1), m.group(3), m.group())),
          RewriteRule.of(
              "\\b"
                  + MONTH
                  + "\\.?\\s+(\\d{1,2})"
                  + ST
                  + "(?:,?\\s+(\\d{4}))?(?![\\d:/%]|[.,]\\d)\\b",
              m -> name(m.group(1)) + " " + day(m.group(2)) + comma(group(m, 3))),
          RewriteRule.of(
              "\\b(?:the\\s+)?(\\d{1,2})"
                  + ST
                  + "\\s+(?:of\\s+)?"
                  + MONTH
                  + "\\b\\.?(?:,?\\s+(\\d{4}))?(?!\\d)",
              m -> "the " + day(m.group(1)) + " of " + name(m.group(2)) + comma(group(m, 3))),
          RewriteRule.of(
              "\\b" + MONTH + "\\.?,?\\s+(\\d{4})\\b",
              m -> name(m.group(1)) + " " + year(m.group(2))),
          RewriteRule.of(
              "\\b(Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\\.(?=\\s|$)", m -> name(m.group(1))),
          RewriteRule.of(
              "\\b" + DAY + "\\.?\\s*[-–—]\\s*" + DAY + "\\b\\.?",
              m -> weekday(m.group(1)) + " to " + weekday(m.group(2))),
          RewriteRule.of("\\b" + DAY + "(?=,|\\s+\\d)", m -> weekday(m.group(1))));

  private DateRules() {}

  private static String date(String month, String day, String year, String written) {
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    if (m < 1 || m > 12 || d < 1 || d > 31) {
      return SpelledNumbers.digitByDigit(written);
    }
    String full = year.length() == 2 ? "20" + year : year;
    return Month.of(m).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + " "
        + day(day)
        + comma(full);
  }

  private static String comma(String year) {
    return year.isEmpty() ? "" : ", " + year(year);
  }

  private static String year(String year) {
    return SpelledNumbers.year(Integer.parseInt(year));
  }

  private static String day(String day) {
    return SpelledNumbers.ordinal(Integer.parseInt(day));
  }

  private static String name(String month) {
    for (Month each : Month.values()) {
      String full = each.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      if (full.startsWith(month.substring(0, 3))) {
        return full;
      }
    }
    return month;
  }

  private static String weekday(String day) {
    return switch (day.substring(0, 2)) {
      case "Mo" -> "Monday";
      case "Tu" -> "Tuesday";
      case "We" -> "Wednesday";
      case "Th" -> "Thursday";
      case "Fr" -> "Friday";
      case "Sa" -> "Saturday";
      default -> "Sunday";
    };
  }
}
