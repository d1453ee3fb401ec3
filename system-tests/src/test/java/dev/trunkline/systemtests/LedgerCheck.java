// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.cli.ledger.Auditor;
import dev.trunkline.cli.ledger.Finding;
import dev.trunkline.cli.ledger.TelephoneObservation;
import dev.trunkline.cli.log.TopicScan;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.simulator.telephone.CallOutcome;
import dev.trunkline.simulator.telephone.PhoneCall;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What the telephone knows of calls that are over, compared with the ledgers. Thread-safe. */
final class LedgerCheck {
  /** The services finish what was in flight when a call ended. */
  private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaClients kafka;
  private final Queue<TelephoneObservation> observations = new ConcurrentLinkedQueue<>();

  LedgerCheck(KafkaClients kafka) {
    this.kafka = kafka;
  }

  /** Adds a call that is over. */
  void add(PhoneCall call, CallOutcome outcome) {
    // A text in parentheses describes a sound that is not a sentence.
    long sentences =
        outcome.utterances().stream().filter(said -> !said.text().startsWith("(")).count();
    double streamedMs = call.recording().streamedMs();
    observations.add(
        new TelephoneObservation(call.sid(), Math.round(streamedMs), Math.toIntExact(sentences)));
  }

  /** Nothing of these calls is lost or duplicated. */
  void assertAccountedFor() {
    if (!observations.isEmpty()) {
      assertThat(findings()).as("what is not accounted for").isEmpty();
    }
  }

  /** The same for services that still run, and may still be writing records of these calls. */
  void awaitAccountedFor() {
    await("the ledgers of these calls")
        .atMost(SETTLE_TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(this::assertAccountedFor);
  }

  private List<Finding> findings() {
    Set<String> calls =
        observations.stream().map(TelephoneObservation::callSid).collect(Collectors.toSet());
    try (var scan = new TopicScan(kafka)) {
      var begins = scan.begins(scan.all());
      var auditor = new Auditor(begins);
      scan.read(begins, auditor::add);
      observations.forEach(auditor::add);
      return auditor.close(Long.MAX_VALUE).findings().stream()
          .filter(finding -> calls.contains(finding.callSid()))
          .toList();
    }
  }
}
