// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.providers.speech;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds text back until there is enough of it to be spoken well. One thread. */
final class TextBuffer {
  private static final int[] DEFAULT_SCHEDULE = {120, 160, 250, 290};

  /** {@code try_trigger_generation} does nothing below this. */
  private static final int TRIGGER_CHARACTERS = 50;

  private final StringBuilder waiting = new StringBuilder();
  private final boolean automatic;
  private final int[] schedule;
  private int generations;

  /**
   * @param automatic every piece is spoken as it comes
   * @param schedule characters to wait for before the first, second, … generation
   */
  TextBuffer(boolean automatic, int @Nullable [] schedule) {
    this.automatic = automatic;
    this.schedule = schedule == null ? DEFAULT_SCHEDULE : schedule;
  }

  /** Takes text; returns what is to be spoken now, if anything. */
  Optional<String> add(String text, boolean triggered) {
    waiting.append(text);
    int needed = schedule[Math.min(generations, schedule.length - 1)];
    boolean enough =
        automatic
            || waiting.length() >= needed
            || (triggered && waiting.length() >= TRIGGER_CHARACTERS);
    return enough ? flush() : Optional.empty();
  }

  /** All that waits, unless it is nothing but space. */
  Optional<String> flush() {
    String text = waiting.toString();
    waiting.setLength(0);
    if (text.isBlank()) {
      return Optional.empty();
    }
    generations++;
    return Optional.of(text);
  }
}
