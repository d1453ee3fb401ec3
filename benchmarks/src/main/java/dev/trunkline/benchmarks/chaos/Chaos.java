// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.stack.TemporaryDirectory;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs faults, one after the other, against one fleet. */
public final class Chaos {
  /**
   * What to run.
   *
   * @param ids of the faults; all if empty
   * @param strikes how often each strikes
   * @param callers how many talk at the same time
   * @param calmMs how long callers talk before the first strike; from 10 s on, long enough to
   *     compare with, it is also waited until the services are warm
   * @param places how many calls the gateways take in a storm, in which twice as many come
   * @param seed of all that is random in callers and moments
   * @param stack what is to be broken
   */
  public record Plan(
      List<String> ids,
      int strikes,
      int callers,
      int calmMs,
      int places,
      long seed,
      FleetPlan stack) {
    /**
     * A plan for the faults that {@code only} names, with commas.
     *
     * @throws IllegalArgumentException if there is no such fault, or nothing that it could break
     */
    public static Plan of(
        String only, int strikes, int callers, int calmMs, int places, long seed, FleetPlan stack) {
      List<String> ids =
          Arrays.stream(only.toUpperCase(Locale.ROOT).split(","))
              .map(String::strip)
              .filter(id -> !id.isEmpty())
              .toList();
      for (String id : ids) {
        Fault named =
            Faults.ALL.stream()
                .filter(fault -> fault.id().equals(id))
                .findAny()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "there is no fault " + id + "; there are " + faults()));
        if (!stack.suffers(named)) {
          throw new IllegalArgumentException(id + " has nothing to break in " + stack.title());
        }
      }
      return new Plan(ids, strikes, callers, calmMs, places, seed, stack);
    }

    private List<Fault> chosen() {
      return Faults.ALL.stream()
          .filter(fault -> ids.isEmpty() ? isUsual(fault) : ids.contains(fault.id()))
          .toList();
    }

    /** Latencies are compared: services are warm before the first fault. */
    private boolean isCompared() {
      return calmMs >= COMPARABLE_MS;
    }

    private boolean isUsual(Fault fault) {
      return !fault.isSpecial() && stack.suffers(fault);
    }
  }

  private static final String CALLS = "calls";
  private static final int COMPARABLE_MS = 10_000;

  /** Answers usually took 0.8 s and more after the first time, and 0.55 to 0.7 after the second. */
  private static final int WARMED_UP_TIMES = 2;

  private Chaos() {}

  /** The names of all faults. */
  public static String faults() {
    return String.join(", ", Faults.ALL.stream().map(Fault::id).toList());
  }

  /**
   * Runs the plan and writes its report into {@code out} after every fault.
   *
   * @throws TimeoutException if a service does not start or end
   */
  public static ChaosReport run(Plan plan, Settings environment, Path out, PrintStream console)
      throws IOException, InterruptedException, TimeoutException {
    Files.createDirectories(out);
    var report = new ChaosReport(plan.strikes(), plan.callers(), plan.seed(), plan.stack());
    var striking = new ArrayList<Fault.Striking>();
    var storms = new ArrayList<Fault.Storm>();
    for (Fault fault : plan.chosen()) {
      switch (fault) {
        case Fault.Striking often -> striking.add(often);
        case Fault.Storm storm -> storms.add(storm);
      }
    }
    if (!striking.isEmpty()) {
      strike(plan, striking, environment, out, console, report);
    }
    for (Fault.Storm storm : storms) {
      storm(plan, storm, environment, out, console, report);
    }
    return report;
  }

  private static void strike(
      Plan plan,
      List<Fault.Striking> faults,
      Settings environment,
      Path out,
      PrintStream console,
      ChaosReport report)
      throws IOException, InterruptedException, TimeoutException {
    try (var data = TemporaryDirectory.create("trunkline-chaos");
        Fleet fleet = fleet(plan, environment, plan.isCompared(), data.path(), out)) {
      if (plan.isCompared()) {
        console.println("  warming up …");
        warmUp(fleet, faults.getFirst(), plan);
        fleet.trained();
        for (int i = 0; i < WARMED_UP_TIMES; i++) {
          warmUp(fleet, faults.getFirst(), plan);
        }
      }
      for (Fault.Striking fault : faults) {
        announce(fault, plan, console);
        var trial = new FaultRun(fleet, fault, plan.callers(), plan.seed());
        FaultResult result = trial.run(plan.calmMs(), plan.strikes());
        report.add(result, trial.example());
        report.write(out);
        console.println("    " + ChaosReport.line(result));
        Set<String> calls = callsOf(result.findings());
        trial.example().ifPresent(slowest -> calls.add(slowest.callSid()));
        ExportedCalls.keep(fleet.kafka(), calls, out.resolve(CALLS));
      }
    }
  }

  private static void storm(
      Plan plan,
      Fault.Storm storm,
      Settings environment,
      Path out,
      PrintStream console,
      ChaosReport report)
      throws IOException, InterruptedException, TimeoutException {
    Settings full = environment.with(CallStormRun.settings(plan.places(), plan.stack().gateways()));
    try (var data = TemporaryDirectory.create("trunkline-chaos");
        Fleet fleet = fleet(plan, full, false, data.path(), out)) {
      if (plan.isCompared()) {
        console.println("  warming up …");
        warmUp(fleet, ProcessFaults.PEACE, plan);
      }
      announce(storm, plan, console);
      var trial = new CallStormRun(fleet, storm, plan.places(), plan.seed());
      CallStormResult result = trial.run(plan.strikes());
      report.add(result);
      report.write(out);
      ExportedCalls.keep(fleet.kafka(), callsOf(result.findings()), out.resolve(CALLS));
    }
  }

  private static Set<String> callsOf(List<Finding> findings) {
    return findings.stream()
        .map(Finding::callSid)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void warmUp(Fleet fleet, Fault.Striking fault, Plan plan)
      throws IOException, InterruptedException, TimeoutException {
    new FaultRun(fleet, fault, plan.callers(), plan.seed()).run(plan.calmMs(), 0);
  }

  private static Fleet fleet(Plan plan, Settings environment, boolean training, Path data, Path out)
      throws IOException, InterruptedException, TimeoutException {
    Path logs = out.resolve("logs");
    return switch (plan.stack()) {
      case FleetPlan.Processes(int brokers) ->
          ProcessFleet.start(
              environment,
              brokers,
              plan.chosen().contains(ProcessFaults.SLOW_NETWORK),
              training,
              data,
              logs);
      case FleetPlan.OneProcess() -> ProcessFleet.startInOne(environment, data, logs);
      case FleetPlan.Containers(Path file) -> ComposeFleet.start(environment, file, logs);
    };
  }

  private static void announce(Fault fault, Plan plan, PrintStream console) {
    console.printf("  %s: %s, %d times …%n", fault.id(), fault.title(), plan.strikes());
    console.flush();
  }
}
