// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.chat.assistant;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Times of day as callers say them, and as one says them back. */
final class ClockTimes {
  private static final LocalTime MORNING = LocalTime.of(10, 0);
  private static final LocalTime NOON = LocalTime.of(12, 0);
  private static final LocalTime AFTERNOON = LocalTime.of(14, 0);

  private ClockTimes() {}

  /**
   * The time an utterance names.
   *
   * @param asked whether we have asked for it, so that a bare number is one
   */
  static Optional<LocalTime> time(CallerWords said, boolean asked) {
    for (SpokenNumbers.Run run : SpokenNumbers.runs(said.words())) {
      if (asked || marked(said.words(), run)) {
        Optional<LocalTime> time = time(said, run);
        if (time.isPresent()) {
          return time;
        }
      }
    }
    if (said.has("noon", "midday")) {
      return Optional.of(NOON);
    }
    if (said.has("morning") && !said.has("good morning")) {
      return Optional.of(MORNING);
    }
    return said.has("afternoon") && !said.has("good afternoon")
        ? Optional.of(AFTERNOON)
        : Optional.empty();
  }

  /** "10 in the morning", "2:30 in the afternoon". */
  static String name(LocalTime time) {
    int hour = time.getHour() > 12 ? time.getHour() - 12 : time.getHour();
    String minutes = time.getMinute() == 0 ? "" : ":%02d".formatted(time.getMinute());
    String part =
        time.equals(NOON)
            ? " noon"
            : time.getHour() < 12
                ? " in the morning"
                : time.getHour() < 18 ? " in the afternoon" : " in the evening";
    return hour + minutes + part;
  }

  private static boolean marked(List<String> words, SpokenNumbers.Run run) {
    boolean at = run.from() > 0 && words.get(run.from() - 1).matches("at|around|about|by|like");
    boolean unit = run.to() < words.size() && words.get(run.to()).matches("am|pm|o'clock|oclock|o");
    return at || unit;
  }

  private static Optional<LocalTime> time(CallerWords said, SpokenNumbers.Run run) {
    if (run.parts().isEmpty() || run.parts().size() > 3) {
      return Optional.empty();
    }
    int hour = run.parts().get(0);
    int minute = run.parts().size() > 1 ? run.parts().getLast() : 0;
    if (hour >= 100 && hour < 2400 && run.parts().size() == 1) {
      minute = hour % 100;
      hour = hour / 100;
    }
    if (hour < 1 || hour > 23 || minute > 59) {
      return Optional.empty();
    }
    return Optional.of(LocalTime.of(dayHour(said, run, hour), minute));
  }

  /** Without "am" or "pm", one to seven is in the afternoon. */
  private static int dayHour(CallerWords said, SpokenNumbers.Run run, int hour) {
    String unit = run.to() < said.words().size() ? said.words().get(run.to()) : "";
    boolean afternoon = unit.equals("pm") || said.has("afternoon", "evening", "tonight");
    boolean morning = unit.equals("am") || said.has("morning");
    if (hour >= 12) {
      return hour == 12 && morning && !afternoon ? 0 : hour;
    }
    return afternoon || (!morning && hour <= 7) ? hour + 12 : hour;
  }
}
