// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.ledger.Auditor;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.TelephoneObservation;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.PhoneCall;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What the telephones know of the calls that are over, against what the ledgers say of them. */
final class CallersBook {
  private final Queue<TelephoneObservation> callers = new ConcurrentLinkedQueue<>();

  /** A call that is over. */
  void add(PhoneCall call, CallOutcome outcome) {
    // What stands in parentheses is no sentence.
    long sentences =
        outcome.utterances().stream().filter(said -> !said.text().startsWith("(")).count();
    double streamedMs = call.recording().streamedMs(outcome.durationMs());
    callers.add(
        new TelephoneObservation(call.sid(), Math.round(streamedMs), Math.toIntExact(sentences)));
  }

  /** Nothing of these calls is lost or doubled. */
  void assertAccountedFor(KafkaClients kafka) {
    if (!callers.isEmpty()) {
      assertThat(findings(kafka)).as("what is not accounted for").isEmpty();
    }
  }

  private List<Finding> findings(KafkaClients kafka) {
    Set<String> calls =
        callers.stream().map(TelephoneObservation::callSid).collect(Collectors.toSet());
    try (var scan = new TopicScan(kafka)) {
      var begins = scan.begins(scan.all());
      var auditor = new Auditor(begins);
      scan.read(begins, auditor::add);
      callers.forEach(auditor::add);
      return auditor.close(Long.MAX_VALUE).findings().stream()
          .filter(finding -> calls.contains(finding.callSid()))
          .toList();
    }
  }
}
