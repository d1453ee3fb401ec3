// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.command;

import dev.trunkline.cli.ledger.AuditReport;
import dev.trunkline.cli.ledger.Auditor;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.Finding.Kind;
import dev.trunkline.cli.ledger.Ledger;
import dev.trunkline.cli.ledger.LedgerEntry;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.runtime.settings.Settings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;

/** Accounts for everything that stands in the topics of a cluster. */
@Command(
    name = "verify-ledgers",
    mixinStandardHelpOptions = true,
    description = {
      "Reads all topics from the start and accounts for every call, utterance, answer, frame and"
          + " byte",
      "of speech. Exit code 1 if anything was lost or doubled."
    })
public final class VerifyLedgersCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    try (var scan = new TopicScan(ClusterOption.named(Settings.ofEnvironment()))) {
      Map<TopicPartition, Long> begins = scan.begins(scan.all());
      var auditor = new Auditor(begins);
      scan.read(begins, auditor::add);
      AuditReport books = auditor.close(System.currentTimeMillis());
      print(books, System.out);
      return books.findings().isEmpty() ? 0 : 1;
    }
  }

  private static void print(AuditReport books, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-16s %10s %10s %6s %8s %8s%n",
        "",
        "total",
        "interrupted",
        "lost",
        "doubled",
        "repeats");
    for (Ledger ledger : Ledger.values()) {
      LedgerEntry page = books.page(ledger);
      out.printf(
          Locale.ROOT,
          "%-16s %10d %11d %6d %8d %8d%n",
          ledger.title(),
          page.total(),
          page.interruptions().values().stream().mapToLong(Long::longValue).sum(),
          page.findings(Kind.LOST),
          page.findings(Kind.DOUBLED),
          page.repeats());
    }
    out.println();
    for (Ledger ledger : Ledger.values()) {
      books.page(ledger).interruptions().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(cause ->
              out.printf(
                  "  interrupted (%s): %d × %s%n",
                  ledger.title(), cause.getValue(), cause.getKey()));
    }
    if (books.open() > 0) {
      out.println("  not looked at: " + books.open() + " calls that go on");
    }
    if (books.pastRetention() > 0) {
      out.println(
          "  not looked at: " + books.pastRetention() + " calls of which a part is past retention");
    }
    if (books.unreadable() > 0) {
      out.println("  " + books.unreadable() + " records cannot be read (see the …dlq topics)");
    }
    for (Finding finding : books.findings()) {
      out.printf(
          "  %s (%s) in %s: %s%n",
          finding.kind(), finding.ledger().title(), finding.callSid(), finding.what());
    }
    if (books.findings().isEmpty()) {
      boolean all = books.open() + books.pastRetention() == 0;
      out.println("Everything" + (all ? "" : " else") + " is accounted for.");
    }
  }
}
