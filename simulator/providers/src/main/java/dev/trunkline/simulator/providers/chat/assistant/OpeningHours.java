// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** When the shop is open. */
final class OpeningHours {
  private static final LocalTime WEEKDAY_OPENS = LocalTime.of(9, 0);
  private static final LocalTime WEEKDAY_CLOSES = LocalTime.of(18, 0);
  private static final LocalTime SATURDAY_OPENS = LocalTime.of(10, 0);
  private static final LocalTime SATURDAY_CLOSES = LocalTime.of(16, 0);

  /** From when until when. */
  record Hours(LocalTime opens, LocalTime closes) {
    boolean has(LocalTime time) {
      return !time.isBefore(opens) && time.isBefore(closes);
    }

    String name() {
      return "from %s to %s".formatted(ClockTimes.name(opens), ClockTimes.name(closes));
    }
  }

  private OpeningHours() {}

  /** The hours of a day, if the shop opens at all. */
  static Optional<Hours> on(LocalDate day) {
    if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      return Optional.empty();
    }
    return Optional.of(
        day.getDayOfWeek() == DayOfWeek.SATURDAY
            ? new Hours(SATURDAY_OPENS, SATURDAY_CLOSES)
            : new Hours(WEEKDAY_OPENS, WEEKDAY_CLOSES));
  }
}
