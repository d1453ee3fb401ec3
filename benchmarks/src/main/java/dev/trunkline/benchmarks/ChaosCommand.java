// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks;

import dev.trunkline.benchmarks.chaos.Chaos;
import dev.trunkline.benchmarks.chaos.ChaosReport;
import dev.trunkline.benchmarks.chaos.FleetPlan;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks what calls depend on, and counts what is lost. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts brokers and two of every service as processes of their own, lets callers talk,"
          + " kills,",
      "stops and freezes processes at random moments, and accounts for every call afterwards.",
      "Without keys, on this machine only. Exit code 1 if anything was lost or doubled."
    })
public final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where chaos.md, chaos.json, pictures and logs go, and of every"
              + " fault the slowest call and those not accounted for (${DEFAULT-VALUE}).",
      defaultValue = "target/chaos")
  private Path out = Path.of("target/chaos");

  @Option(
      names = "--only",
      paramLabel = "K1,G1…",
      description = {
        "Only these faults: K1 to K7 are workers', G1 to G3 gateways', B1 and B2 brokers',",
        "P1 to P13 providers'; L1 is a storm of calls on gateways that are full. Only if they are",
        "named: B3 makes the network to the broker slow, L3 breaks nothing for a minute a strike,",
        "to see what is left over."
      },
      defaultValue = "")
  private String only = "";

  @Option(
      names = "--strikes",
      description = "How often each fault strikes (${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int strikes;

  @Option(
      names = "--callers",
      description = "How many talk at the same time (${DEFAULT-VALUE}).",
      defaultValue = "6")
  private int callers;

  @Option(
      names = "--calm",
      paramLabel = "MS",
      description = "How long callers talk before each fault, for comparison (${DEFAULT-VALUE}).",
      defaultValue = "20000")
  private int calmMs;

  @Option(
      names = "--places",
      description = {
        "How many calls the gateways take in L1, in which twice as many come (${DEFAULT-VALUE});",
        "a machine of two processors does not carry many more calls that talk."
      },
      defaultValue = "20")
  private int places;

  @Option(
      names = "--brokers",
      description = {
        "How many brokers there are (${DEFAULT-VALUE}); of three, each has every record. B1 and B2",
        "meet one of them."
      },
      defaultValue = "1")
  private int brokers;

  @Option(
      names = "--one-process",
      description = {
        "Put everything into one process, as run does, which takes more calls than processes do;",
        "for L1, L3 and P1 to P13."
      })
  private boolean oneProcess;

  @Option(
      names = "--compose",
      paramLabel = "FILE",
      description = {
        "Break the containers of this compose file, brought up as a project of its own and taken",
        "down again, instead of processes; docker and docker-compose are needed."
      })
  private @Nullable Path compose;

  @Option(names = "--seed", description = "(${DEFAULT-VALUE})", defaultValue = "1")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    PrintStream console = System.out;
    Chaos.Plan plan = plan();
    console.printf("Starting %s …%n", plan.stack().title());
    console.flush();
    ChaosReport report = Chaos.run(plan, Settings.ofEnvironment(), out, console);
    console.println();
    console.println(report.table());
    console.println("Written to " + out + ": chaos.md, chaos.json, a picture a fault, logs");
    return report.isGood() ? 0 : 1;
  }

  private Chaos.Plan plan() {
    try {
      return Chaos.Plan.of(only, strikes, callers, calmMs, places, seed, stack());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private FleetPlan stack() {
    if ((oneProcess ? 1 : 0) + (compose == null ? 0 : 1) + (brokers == 1 ? 0 : 1) > 1) {
      throw new IllegalArgumentException(
          "--brokers, --one-process and --compose exclude each other");
    }
    if (compose != null) {
      return new FleetPlan.Containers(compose);
    }
    return oneProcess ? new FleetPlan.OneProcess() : new FleetPlan.Processes(brokers);
  }
}
