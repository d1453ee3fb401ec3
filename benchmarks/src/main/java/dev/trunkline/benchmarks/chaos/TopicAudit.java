// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import dev.trunkline.cli.ledger.AuditReport;
import dev.trunkline.cli.ledger.Auditor;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.Ledger;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.runtime.kafka.KafkaClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What the topics say of calls, from a moment on. */
final class TopicAudit {
  private final KafkaClients kafka;
  private final Map<TopicPartition, Long> since;

  private TopicAudit(KafkaClients kafka, Map<TopicPartition, Long> since) {
    this.kafka = kafka;
    this.since = since;
  }

  /** From now on. */
  static TopicAudit open(KafkaClients kafka) {
    try (var scan = new TopicScan(kafka)) {
      return new TopicAudit(kafka, scan.ends(scan.all()));
    }
  }

  /**
   * What was found.
   *
   * @param findings what is not accounted for
   * @param interrupted what did not come to its end, by cause
   */
  record Balance(List<Finding> findings, Map<String, Long> interrupted) {}

  /**
   * Accounts for all that was written.
   *
   * @param lost true for sentences that could not reach us
   */
  Balance close(List<SimulatedCall> conversations, Predicate<AskedQuestion> lost) {
    AuditReport books = audit(conversations, lost);
    Set<String> ours = conversations.stream().map(c -> c.call().sid()).collect(Collectors.toSet());
    var interrupted = new TreeMap<String, Long>();
    for (Ledger ledger : Ledger.values()) {
      books
          .page(ledger)
          .interruptions()
          .forEach((cause, count) -> interrupted.put(ledger.title() + ": " + cause, count));
    }
    return new Balance(
        books.findings().stream().filter(f -> ours.contains(f.callSid())).toList(), interrupted);
  }

  private AuditReport audit(List<SimulatedCall> conversations, Predicate<AskedQuestion> lost) {
    try (var scan = new TopicScan(kafka)) {
      var begins = new HashMap<>(scan.begins(scan.all()));
      begins.putAll(since);
      var auditor = new Auditor(Map.of());
      scan.read(begins, auditor::add);
      conversations.stream()
          .filter(SimulatedCall::reached)
          .forEach(conversation -> auditor.add(conversation.log(lost)));
      return auditor.close(Long.MAX_VALUE);
    }
  }
}
