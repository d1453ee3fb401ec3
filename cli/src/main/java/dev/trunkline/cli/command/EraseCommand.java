// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.erase.CallRecordScan;
import dev.trunkline.cli.erase.CallRecordScan.Trace;
import dev.trunkline.cli.erase.Eraser;
import dev.trunkline.runtime.settings.Settings;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Erases a call, as far as Kafka can. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Says where records of a call stand and by when Kafka will have deleted them.",
      "Kafka deletes no single record: a partition can only be cut off from its beginning. With",
      "--with-everything-older that is done, and the history of older calls goes with it.",
      "Exit code 0 only if nothing of the call can be read afterwards."
    })
public final class EraseCommand implements Callable<Integer> {
  @Option(names = "--call", required = true, paramLabel = "CA…", description = "The CallSid.")
  String callSid = "";

  @Option(
      names = "--with-everything-older",
      description = "Cut the call's partitions off after its last record. Cannot be undone.")
  boolean cut;

  private final PrintStream out = System.out;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    try (var eraser = new Eraser(ClusterOption.named(Settings.ofEnvironment()))) {
      CallRecordScan traces = eraser.find(callSid);
      if (traces.all().isEmpty()) {
        out.println("No topic holds a record of call " + callSid + ".");
        return 0;
      }
      list(eraser, traces);
      if (!cut) {
        out.printf(
            "%nNothing was erased. “--with-everything-older” erases it now, and with it what the"
                + " same partitions hold of %d older calls.%n",
            traces.older().size());
        return 1;
      }
      return cut(eraser, traces) ? left(eraser) : 1;
    }
  }

  private void list(Eraser eraser, CallRecordScan traces)
      throws InterruptedException, ExecutionException {
    out.printf("%-40s %9s  %s%n", "partition", "records", "gone by itself");
    for (Trace trace : traces.all()) {
      long goneBy = eraser.goneByMs(trace);
      String when =
          goneBy < 0
              ? "never: the topic has no retention"
              : goneBy == 0
                  ? "when the broker compacts it, once the call is forgotten"
                  : "by " + Instant.ofEpochMilli(goneBy).truncatedTo(ChronoUnit.MINUTES);
      out.printf(Locale.ROOT, "%-40s %9d  %s%n", trace.place(), trace.records(), when);
    }
  }

  private boolean cut(Eraser eraser, CallRecordScan traces)
      throws InterruptedException, ExecutionException {
    var why = new TreeSet<String>();
    if (!traces.isOver()) {
      why.add("the call goes on, or its end is past retention");
    }
    traces
        .goingOn()
        .forEach(other -> why.add("call " + other + ", which goes on, would lose its beginning"));
    List<Trace> whole = new ArrayList<>();
    for (Trace trace : traces.all()) {
      if (!eraser.isCompacted(trace)) {
        whole.add(trace);
      }
    }
    Set<String> behind = eraser.readers(whole);
    behind.forEach(group -> why.add("group " + group + " has not read all of it yet"));
    if (!why.isEmpty()) {
      System.err.println("trunkline: not erased:");
      why.forEach(reason -> System.err.println("  - " + reason));
      return false;
    }
    eraser.cut(whole);
    return true;
  }

  private int left(Eraser eraser) throws InterruptedException, ExecutionException {
    List<Trace> left = eraser.find(callSid).all();
    out.println();
    if (left.isEmpty()) {
      out.println(
          "Erased: no topic holds a record of it that can be read. On the brokers' disks the bytes"
              + " go with their segment, at the latest with its retention.");
      return 0;
    }
    out.println("Erased, but for:");
    left.forEach(trace -> out.println("  " + trace.place() + ": " + trace.records() + " records"));
    return 1;
  }
}
