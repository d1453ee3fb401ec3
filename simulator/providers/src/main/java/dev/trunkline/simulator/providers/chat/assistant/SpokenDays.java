// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The days that callers speak of, seen from today. */
final class SpokenDays {
  private static final List<String> ORDINALS =
      List.of(
          ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
                  + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
                  + " twentieth")
              .split(" "));

  private final InstantSource clock;
  private final ZoneId zone;

  SpokenDays(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** The day an utterance names, if it names one. A weekday is the next one after today. */
  Optional<LocalDate> day(CallerWords said) {
    if (said.has("tomorrow")) {
      return Optional.of(today().plusDays(1));
    }
    if (said.has("today", "tonight", "this morning", "this afternoon", "this evening")) {
      return Optional.of(today());
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      if (said.has(name)) {
        return Optional.of(today().with(TemporalAdjusters.next(day)));
      }
    }
    return date(said);
  }

  /** "tomorrow, Tuesday", "Friday" or "May 5": short, as people say it. */
  String name(LocalDate day) {
    String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    long away = day.toEpochDay() - today().toEpochDay();
    if (away == 0) {
      return "today, " + weekday;
    }
    if (away == 1) {
      return "tomorrow, " + weekday;
    }
    return away <= 7
        ? weekday
        : day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + day.getDayOfMonth();
  }

  private Optional<LocalDate> date(CallerWords said) {
    for (Month month : Month.values()) {
      String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      Optional<Integer> ordinal = ordinal(said);
      // "may" is also a verb: only with a day beside it.
      if (said.has(name) && ordinal.isPresent() && ordinal.get() <= month.maxLength()) {
        LocalDate day = today().withDayOfMonth(1).withMonth(month.getValue());
        LocalDate date = day.withDayOfMonth(Math.min(ordinal.get(), day.lengthOfMonth()));
        return Optional.of(date.isBefore(today()) ? date.plusYears(1) : date);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> ordinal(CallerWords said) {
    for (int i = 0; i < ORDINALS.size(); i++) {
      if (said.has(ORDINALS.get(i))) {
        boolean twenty = said.has("twenty " + ORDINALS.get(i));
        return Optional.of(i + 1 + (twenty ? 20 : said.has("thirty " + ORDINALS.get(i)) ? 30 : 0));
      }
    }
    if (said.has("thirtieth")) {
      return Optional.of(30);
    }
    return said.number()
        .filter(digits -> digits.length() <= 2)
        .map(Integer::parseInt)
        .filter(day -> day >= 1 && day <= 31);
  }
}
