// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import static java.util.stream.Collectors.joining;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong in a file, all of it, to be said at once. */
public final class FileErrors {
  private record Entry(FilePosition position, String text) {}

  private final String variable;
  private final String file;
  private final List<Entry> errors = new ArrayList<>();

  /**
   * @param variable the setting that names the file
   */
  FileErrors(String variable, String file) {
    this.variable = variable;
    this.file = file;
  }

  /** Something is wrong there; {@code text} says what, and what would be right. */
  public void add(FilePosition position, String text) {
    errors.add(new Entry(position, text));
  }

  /**
   * Nothing if nothing is wrong.
   *
   * @throws InvalidSetting with a line for everything that is, in the order of the file
   */
  public void throwIfAny() {
    if (errors.isEmpty()) {
      return;
    }
    String lines =
        errors.stream()
            .sorted(
                Comparator.comparingInt((Entry f) -> f.position().line())
                    .thenComparingInt(f -> f.position().column()))
            .map(f ->
                "%n%s:%d:%d: %s"
                    .formatted(file, f.position().line(), f.position().column(), f.text()))
            .collect(joining());
    int count = errors.size();
    throw new InvalidSetting(
        variable,
        "names a file with " + (count == 1 ? "an error" : count + " errors"),
        "correct" + lines);
  }
}
