package dev.trunkline.standalone.chaos;

import dev.trunkline.common.config.Settings;
import dev.trunkline.standalone.ScratchDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

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
   * @param seed of all that is random in callers and moments
   */
  public record Plan(List<String> ids, int strikes, int callers, int calmMs, long seed) {
    /**
     * A plan for the faults that {@code only} names, with commas.
     *
     * @throws IllegalArgumentException if there is no such fault
     */
    public static Plan of(String only, int strikes, int callers, int calmMs, long seed) {
      List<String> ids =
          Arrays.stream(only.toUpperCase(Locale.ROOT).split(","))
              .map(String::strip)
              .filter(id -> !id.isEmpty())
              .toList();
      for (String id : ids) {
        if (Fault.ALL.stream().noneMatch(fault -> fault.id().equals(id))) {
          throw new IllegalArgumentException("there is no fault " + id + "; there are " + faults());
        }
      }
      return new Plan(ids, strikes, callers, calmMs, seed);
    }

    private List<Fault> chosen() {
      return Fault.ALL.stream()
          .filter(fault -> ids.isEmpty() ? !fault.isLong() : ids.contains(fault.id()))
          .toList();
    }
  }

  private static final int COMPARABLE_MS = 10_000;

  private Chaos() {}

  /** The names of all faults. */
  public static String faults() {
    return String.join(", ", Fault.ALL.stream().map(Fault::id).toList());
  }

  /**
   * Runs the plan and writes its report into {@code out} after every fault.
   *
   * @throws TimeoutException if a service does not start or end
   */
  public static ChaosReport run(Plan plan, Settings environment, Path out, PrintStream console)
      throws IOException, InterruptedException, TimeoutException {
    Files.createDirectories(out);
    var report = new ChaosReport(plan.strikes(), plan.callers(), plan.seed());
    try (var data = ScratchDirectory.create("trunkline-chaos");
        Fleet fleet = Fleet.start(environment, data.path(), out.resolve("logs"))) {
      if (plan.calmMs() >= COMPARABLE_MS) {
        console.println("  warming up …");
        new Trial(fleet, Fault.ALL.getFirst(), plan.callers(), plan.seed()).run(plan.calmMs(), 0);
      }
      for (Fault fault : plan.chosen()) {
        console.printf("  %s: %s, %d times …%n", fault.id(), fault.title(), plan.strikes());
        console.flush();
        var trial = new Trial(fleet, fault, plan.callers(), plan.seed());
        FaultResult result = trial.run(plan.calmMs(), plan.strikes());
        report.add(result, trial.example());
        report.write(out);
        console.println("    " + ChaosReport.line(result));
      }
    }
    return report;
  }
}
