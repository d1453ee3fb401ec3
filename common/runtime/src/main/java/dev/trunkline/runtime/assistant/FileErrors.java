// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import static java.util.stream.Collectors.joining;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The errors in a file, collected so that all are reported together. */
public final class FileErrors {
  private record Entry(FilePosition position, String text) {}

  private final String variable;
  private final String file;
  private final Set<Entry> errors = new LinkedHashSet<>();

  /**
   * @param variable the setting that names the file
   */
  FileErrors(String variable, String file) {
    this.variable = variable;
    this.file = file;
  }

  /** Adds an error; {@code text} says what is wrong and what to write instead. */
  public void add(FilePosition position, String text) {
    errors.add(new Entry(position, text));
  }

  /**
   * Does nothing if there are no errors.
   *
   * @throws InvalidSetting with one line for each error, in the order of the file
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
