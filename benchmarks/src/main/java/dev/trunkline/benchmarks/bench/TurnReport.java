// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trunkline.cli.picture.DistributionPicture;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.picture.TimelinePicture;
import dev.trunkline.cli.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of all scenarios: as a table for people, as JSON, and as pictures.
 *
 * @param examples one call of each scenario
 */
public record TurnReport(
    int calls,
    int atOnce,
    int jitterMs,
    long seed,
    List<ScenarioResult.Result> scenarios,
    @JsonIgnore Map<String, Timeline> examples) {
  public TurnReport {
    scenarios = List.copyOf(scenarios);
    examples = Map.copyOf(examples);
  }

  /**
   * Writes {@code turns.json}, {@code turns.md}, {@code turns.png}, and a picture of a call of each
   * scenario.
   */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("turns.json"), ReportJson.of(this) + "\n");
    Files.writeString(directory.resolve("turns.md"), table());
    var rows = new ArrayList<DistributionPicture.Row>();
    for (ScenarioResult.Result result : scenarios) {
      result
          .milliseconds()
          .forEach((what, figures) -> {
            if (!what.equals(Metric.WORDS_OFF) && !what.equals(Metric.CLEARS)) {
              rows.add(
                  new DistributionPicture.Row(result.scenario() + ": " + what, figures.values()));
            }
          });
    }
    DistributionPicture.write(rows, directory.resolve("turns.png"));
    for (var example : examples.entrySet()) {
      String file = example.getKey().replace(' ', '-') + ".png";
      TimelinePicture.write(example.getValue(), directory.resolve(file));
    }
  }

  /** A table in Markdown; times in milliseconds. */
  public String table() {
    var table = new StringBuilder();
    table.append("| scenario | what | n | p50 | p95 | p99 | max |\n");
    table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (ScenarioResult.Result result : scenarios) {
      result
          .milliseconds()
          .forEach((what, f) ->
              table.append(
                  String.format(
                      Locale.ROOT,
                      "| %s | %s | %d | %.0f | %.0f | %.0f | %.0f |%n",
                      result.scenario(),
                      what,
                      f.count(),
                      f.p50(),
                      f.p95(),
                      f.p99(),
                      f.max())));
    }
    table.append("\n| scenario | counted in ").append(calls).append(" calls | |\n");
    table.append("| --- | --- | --- |\n");
    for (ScenarioResult.Result result : scenarios) {
      result
          .counts()
          .forEach((what, count) ->
              table.append(
                  String.format(
                      Locale.ROOT, "| %s | %s | %d |%n", result.scenario(), what, count)));
    }
    return table.toString();
  }
}
