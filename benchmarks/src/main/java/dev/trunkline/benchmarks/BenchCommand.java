// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks;

import dev.trunkline.benchmarks.bench.TurnReport;
import dev.trunkline.benchmarks.bench.TurnsBench;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** Measurements that anyone can repeat. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class,
    description = "Measures, on this machine and without keys.")
public final class BenchCommand {

  /** Turn taking at the caller's ear. */
  @Command(
      name = "turns",
      mixinStandardHelpOptions = true,
      description = {
        "Lets scripted callers talk, interrupt, hum and cough, with the providers' times set to",
        "150 ms (STT), 500 ms (first token) and 200 ms (first audio), and measures at the",
        "telephone, from the audio itself."
      })
  int turns(
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Where turns.json, turns.md and turns.png go (${DEFAULT-VALUE}).",
              defaultValue = "target/bench")
          Path out,
      @Option(
              names = "--calls",
              description = "Calls of every scenario (${DEFAULT-VALUE}).",
              defaultValue = "40")
          int calls,
      @Option(
              names = "--at-once",
              description = "How many at the same time (${DEFAULT-VALUE}).",
              defaultValue = "8")
          int atOnce,
      @Option(
              names = "--warm-up",
              paramLabel = "CALLS",
              description = "Calls before the first that counts (${DEFAULT-VALUE}).",
              defaultValue = "200")
          int warmUp,
      @Option(
              names = "--jitter",
              paramLabel = "MS",
              description = "Every provider's answers come late by 0 to MS more (none).",
              defaultValue = "0")
          int jitterMs,
      @Option(
              names = "--scenario",
              description = "Only scenarios with this in their names.",
              defaultValue = "")
          String scenario,
      @Option(names = "--seed", description = "(${DEFAULT-VALUE})", defaultValue = "1") long seed)
      throws IOException, InterruptedException {
    PrintStream console = System.out;
    console.println("Starting a Kafka broker, the gateway, four workers and the simulator …");
    TurnReport report =
        new TurnsBench(TurnsBench.Plan.of(scenario, calls, atOnce, warmUp, jitterMs, seed), console)
            .run(Settings.ofEnvironment());
    report.write(out);
    console.println();
    console.println(report.table());
    console.println("Written to " + out + ": turns.json, turns.md, turns.png");
    return 0;
  }
}
