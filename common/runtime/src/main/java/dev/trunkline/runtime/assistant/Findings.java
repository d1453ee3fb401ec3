// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.assistant;

import static java.util.stream.Collectors.joining;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong in a file, all of it, to be said at once. */
public final class Findings {
  private record Finding(Place place, String text) {}

  private final String variable;
  private final String file;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param variable the setting that names the file
   */
  Findings(String variable, String file) {
    this.variable = variable;
    this.file = file;
  }

  /** Something is wrong there; {@code text} says what, and what would be right. */
  public void add(Place place, String text) {
    findings.add(new Finding(place, text));
  }

  /**
   * Nothing if nothing is wrong.
   *
   * @throws InvalidSetting with a line for everything that is, in the order of the file
   */
  public void check() {
    if (findings.isEmpty()) {
      return;
    }
    String lines =
        findings.stream()
            .sorted(
                Comparator.comparingInt((Finding f) -> f.place().line())
                    .thenComparingInt(f -> f.place().column()))
            .map(f ->
                "%n%s:%d:%d: %s".formatted(file, f.place().line(), f.place().column(), f.text()))
            .collect(joining());
    int count = findings.size();
    throw new InvalidSetting(
        variable,
        "names a file with " + (count == 1 ? "an error" : count + " errors"),
        "correct" + lines);
  }
}
