// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.cli.log.CallLog;
import dev.trunkline.events.Event;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes the records of all topics, in any order between partitions and in the log's within one, and
 * writes up the ledgers. Keeps no audio. For one thread.
 */
public final class Auditor {
  private final Map<TopicPartition, Long> reachBackMs = new HashMap<>();
  private final Map<TopicPartition, Long> begins;
  private final Map<String, CallAudit> calls = new TreeMap<>();
  private long unreadable;

  /**
   * @param begins the oldest offset of every partition; where it is not 0, calls that are older
   *     than the oldest record cannot be accounted for
   */
  public Auditor(Map<TopicPartition, Long> begins) {
    this.begins = Map.copyOf(begins);
  }

  /** Takes a record. */
  public void add(ConsumerRecord<String, byte[]> message) {
    reachBackMs.putIfAbsent(
        new TopicPartition(message.topic(), message.partition()), message.timestamp());
    if (message.key() == null || message.value() == null) {
      unreadable++;
      return;
    }
    CallAudit account = calls.computeIfAbsent(message.key(), CallAudit::new);
    account.stands(message);
    try {
      if (message.topic().equals(Topics.AUDIO_INBOUND.name())) {
        account.frame(KafkaRecords.inboundAudio(message), message.timestamp());
      } else if (ReturnAddress.isTopic(message.topic())
          && OutboundAudio.isAudio(KafkaHeaders.of(message.headers()))) {
        account.chunk(KafkaRecords.outboundAudio(message), message.timestamp());
      } else {
        Optional<? extends Event> event = CallLog.event(message);
        event.ifPresentOrElse(e -> account.event(e, message.timestamp()), () -> unreadable++);
      }
    } catch (UnreadableRecord e) {
      unreadable++;
    }
  }

  /** Adds what a simulated telephone observed of a call. */
  public void add(TelephoneObservation caller) {
    calls.computeIfAbsent(caller.callSid(), CallAudit::new).caller(caller);
  }

  /**
   * Writes up all calls.
   *
   * @param nowMs wall clock; a call without records for a while counts as ended
   */
  public AuditReport close(long nowMs) {
    var books = new AuditReport();
    books.unreadable(unreadable);
    for (CallAudit account : calls.values()) {
      if (account.firstMs() <= cutMs(account)) {
        books.pastRetention(1);
      } else {
        account.close(books, nowMs);
      }
    }
    return books;
  }

  /** If the call had begun by then, it may have lost a part to retention. */
  private long cutMs(CallAudit account) {
    return begins.entrySet().stream()
        .filter(begin -> begin.getValue() > 0 && account.standsIn(begin.getKey()))
        .mapToLong(begin -> reachBackMs.getOrDefault(begin.getKey(), Long.MAX_VALUE))
        .max()
        .orElse(Long.MIN_VALUE);
  }
}
