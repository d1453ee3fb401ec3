// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Slot;
import dev.trunkline.simulator.providers.chat.assistant.ConversationFacts.Topic;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** Agreeing on a day and a time: takes what is said, asks for what is missing. */
final class SlotFilling {
  private final SpokenDays calendar;

  SlotFilling(SpokenDays calendar) {
    this.calendar = calendar;
  }

  /** Puts a day and a time that are said into the slot. True if there was any. */
  boolean take(CallerWords said, Slot slot, boolean asked) {
    Optional<LocalDate> day = calendar.day(said);
    Optional<LocalTime> time = ClockTimes.time(said, asked && day.isEmpty());
    day.ifPresent(d -> slot.day = d);
    time.ifPresent(t -> slot.time = t);
    return day.isPresent() || time.isPresent();
  }

  /** Books if all is known and the shop is open then; else asks. */
  String book(Slot slot, ConversationFacts memory, Topic topic, String done) {
    memory.ask(topic);
    LocalDate day = slot.day;
    LocalTime time = slot.time;
    if (day == null) {
      return time == null
          ? "Gladly. For which day and time?"
          : "%s is fine. On which day?".formatted(ClockTimes.name(time));
    }
    Optional<OpeningHours.Hours> hours = OpeningHours.on(day);
    if (hours.isEmpty()) {
      slot.day = null;
      return "We are closed on Sundays. Which other day would suit you?";
    }
    if (time == null) {
      return "%s is possible. At what time?".formatted(capital(calendar.name(day)));
    }
    if (!hours.get().has(time)) {
      slot.time = null;
      return "%s we are open %s. Which time would suit you?"
          .formatted(capital(calendar.name(day)), hours.get().name());
    }
    slot.booked = true;
    memory.asked = false;
    return "%s %s. Is there anything else I can do for you?".formatted(done, name(slot));
  }

  /** "Tuesday at 10 in the morning", or as much of it as is known. */
  String name(Slot slot) {
    String day = slot.day().map(calendar::name).orElse("");
    String time = slot.time().map(t -> "at " + ClockTimes.name(t)).orElse("");
    return (day + " " + time).strip();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
