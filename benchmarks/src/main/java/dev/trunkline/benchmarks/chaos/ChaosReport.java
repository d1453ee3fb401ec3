// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.benchmarks.measure.Percentiles;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.Finding.Kind;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.picture.TimelinePicture;
import dev.trunkline.cli.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What faults did: as a table for people, as JSON, and as a picture of a call for each. */
public final class ChaosReport {
  private final int strikes;
  private final int callers;
  private final long seed;
  private final FleetPlan stack;
  private final List<FaultResult> faults = new ArrayList<>();
  private final List<CallStormResult> storms = new ArrayList<>();
  private final Map<String, Timeline> examples = new LinkedHashMap<>();

  ChaosReport(int strikes, int callers, long seed, FleetPlan stack) {
    this.strikes = strikes;
    this.callers = callers;
    this.seed = seed;
    this.stack = stack;
  }

  void add(FaultResult result, Optional<WorstCallExample.Shown> example) {
    faults.add(result);
    example.ifPresent(shown -> examples.put(result.id(), shown.picture()));
  }

  void add(CallStormResult result) {
    storms.add(result);
  }

  @JsonProperty
  public int strikes() {
    return strikes;
  }

  @JsonProperty
  public int callers() {
    return callers;
  }

  @JsonProperty
  public long seed() {
    return seed;
  }

  @JsonProperty
  public String stack() {
    return stack.title();
  }

  @JsonProperty
  public List<FaultResult> faults() {
    return List.copyOf(faults);
  }

  @JsonProperty
  public List<CallStormResult> storms() {
    return List.copyOf(storms);
  }

  /** True if nothing was lost or doubled, and every rejected caller heard words. */
  public boolean isGood() {
    return faults.stream().allMatch(fault -> fault.findings().isEmpty())
        && storms.stream()
            .allMatch(
                storm -> storm.findings().isEmpty() && storm.refusedInWords() == storm.refused());
  }

  /** Writes {@code chaos.json}, {@code chaos.md} and pictures. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("chaos.json"), ReportJson.of(this) + "\n");
    Files.writeString(directory.resolve("chaos.md"), table());
    for (var example : examples.entrySet()) {
      TimelinePicture.write(example.getValue(), directory.resolve(example.getKey() + ".png"));
    }
  }

  /** A fault in one line. */
  static String line(FaultResult f) {
    return String.format(
        Locale.ROOT,
        "%d calls, %d broken off, %d lost, %d doubled, %d of %d sentences unanswered, %d apologies,"
            + " %s",
        f.calls(),
        f.brokenOff(),
        f.findings(Kind.LOST),
        f.findings(Kind.DOUBLED),
        f.unanswered(),
        f.sentences(),
        f.apologies(),
        back(f.recovery()));
  }

  private static String back(Percentiles recovery) {
    return recovery.count() == 0
        ? "no caller noticed anything"
        : "back after p50 %s ms, p95 %s ms, max %s ms"
            .formatted(ms(recovery.p50()), ms(recovery.p95()), ms(recovery.max()));
  }

  /** Tables in Markdown; times in milliseconds. */
  public String table() {
    var table = new StringBuilder();
    if (!faults.isEmpty()) {
      strikes(table);
      surroundings(table);
      interruptions(table);
    }
    if (!storms.isEmpty()) {
      table.append(CallStormResult.heading());
      storms.forEach(storm -> table.append(storm.row()));
    }
    faults.forEach(fault -> findings(table, fault.id(), fault.findings()));
    storms.forEach(storm -> findings(table, storm.id(), storm.findings()));
    return table.toString();
  }

  private void strikes(StringBuilder table) {
    table.append(
        "| | fault | strikes | calls | not taken | broken off | lost | doubled | sentences |"
            + " unanswered | apologies | noticed | p50 | p95 | max |\n");
    table.append("|" + " --- |".repeat(15) + "\n");
    for (FaultResult f : faults) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d of %d | %s | %s | %s"
                  + " |%n",
              f.id(),
              f.title(),
              f.strikes(),
              f.calls(),
              f.notReached(),
              f.brokenOff(),
              f.findings(Kind.LOST),
              f.findings(Kind.DOUBLED),
              f.sentences(),
              f.unanswered(),
              f.apologies(),
              f.recovery().count(),
              f.during().count(),
              ms(f.recovery().p50()),
              ms(f.recovery().p95()),
              ms(f.recovery().max())));
    }
  }

  private void surroundings(StringBuilder table) {
    table.append("\n| | longest silence before, p50 / p95 | in progress | afterwards |");
    table.append(" memory (MB) | threads |\n|" + " --- |".repeat(6) + "\n");
    for (FaultResult f : faults) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %d → %d | %d → %d |%n",
              f.id(),
              span(f.before()),
              span(f.during()),
              span(f.after()),
              f.usageBefore().megabytes(),
              f.usageAfter().megabytes(),
              f.usageBefore().threads(),
              f.usageAfter().threads()));
    }
  }

  private void interruptions(StringBuilder table) {
    table.append("\n| | interrupted, by cause | |\n|" + " --- |".repeat(3) + "\n");
    for (FaultResult f : faults) {
      f.interrupted().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(cause ->
              table.append(
                  "| %s | %s | %d |%n".formatted(f.id(), cause.getKey(), cause.getValue())));
    }
  }

  private static void findings(StringBuilder table, String id, List<Finding> findings) {
    for (Finding finding : findings) {
      table.append(
          "%n* %s: %s (%s) in %s: %s%n"
              .formatted(
                  id, finding.kind(), finding.ledger().title(), finding.callSid(), finding.what()));
    }
  }

  private static String span(Percentiles figures) {
    return "%s / %s".formatted(ms(figures.p50()), ms(figures.p95()));
  }

  private static String ms(double measured) {
    return measured < 0 ? "–" : String.format(Locale.ROOT, "%.0f", measured);
  }
}
