// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.export.CallExport;
import dev.trunkline.cli.log.CallFinder;
import dev.trunkline.cli.log.CallLog;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a call out of the topics. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a call that the topics still hold as files: call.wav, transcript, timeline, records.",
      "KAFKA_BOOTSTRAP_SERVERS names the cluster; that of “trunkline run” is localhost:9092 while"
          + " it runs."
    })
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--call",
      paramLabel = "CA…",
      description = "The CallSid. Without it, the calls that the topics hold are listed.")
  String callSid = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: target/export/CA…).")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--partial",
      description = "Write what is left of a call of which retention has taken a part.")
  boolean partial;

  @Override
  public Integer call() throws IOException {
    PrintStream console = System.out;
    KafkaClients cluster = ClusterOption.named(Settings.ofEnvironment());
    if (callSid.isEmpty()) {
      CallFinder.list(cluster)
          .forEach(call ->
              console.printf(
                  "%s  %s  %s%n",
                  call.callSid(),
                  Instant.ofEpochMilli(call.atMs()).truncatedTo(ChronoUnit.SECONDS),
                  call.cause().isEmpty()
                      ? "goes on"
                      : call.cause().toLowerCase(Locale.ROOT).replace('_', ' ')));
      return 0;
    }
    Optional<CallLog> found = CallFinder.find(cluster, callSid);
    if (found.isEmpty()) {
      System.err.println(
          "trunkline: the topic “calls” holds nothing of call "
              + callSid
              + ": it never was, was on another cluster, or is past retention"
              + " (TOPICS_RETENTION_EVENTS_HOURS)");
      return 1;
    }
    CallLog call = found.get();
    if (!call.gone().isEmpty()) {
      System.err.println(gone(call, partial));
      if (!partial) {
        return 1;
      }
    }
    Path directory = out.orElse(Path.of("target", "export", callSid));
    var export = new CallExport(call);
    export.write(directory);
    export.transcript().forEach(console::println);
    console.printf(
        Locale.ROOT,
        "%nCall %s: %.1f s, %d records%s%nWritten to %s: call.wav (caller left, assistant right),"
            + " transcript.txt, transcript.json, timeline.png, events.jsonl, call.json%n",
        callSid,
        export.durationMs() / 1000.0,
        call.records().size(),
        call.hasEnded() ? "" : "; it has not ended yet",
        directory);
    return 0;
  }

  private static String gone(CallLog call, boolean partial) {
    String topics = call.gone().stream().sorted().collect(Collectors.joining(", "));
    return "trunkline: of call "
        + call.callSid()
        + ", a part or all is past retention in: "
        + topics
        + (partial ? "" : ". “--partial” writes what is left");
  }
}
