// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.GatewayCommand;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.InboundAudio;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All that is known of one call, by what it is about. */
final class CallAudit {
  /** Milliseconds without a record after which a call counts as ended. */
  private static final long SILENT_MS = 120_000;

  private final CallLifecycle life;
  private final FrameAudit frames = new FrameAudit();
  private final SpeechAudit speech = new SpeechAudit();
  private final UtteranceAudit utterances = new UtteranceAudit();
  private final TurnAudit turns = new TurnAudit();
  private final String callSid;
  private final Set<String> gateways = new HashSet<>();
  private int partition = -1;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs = Long.MIN_VALUE;
  private @Nullable TelephoneObservation caller;

  CallAudit(String callSid) {
    this.callSid = callSid;
    life = new CallLifecycle(callSid);
  }

  /** Notes where records of the call are to be found. */
  void stands(ConsumerRecord<String, byte[]> message) {
    if (ReturnAddress.isTopic(message.topic())) {
      gateways.add(message.topic());
    } else {
      partition = message.partition();
    }
    try {
      ReturnAddress.in(KafkaHeaders.of(message.headers()))
          .ifPresent(address -> gateways.add(address.topic()));
    } catch (UnreadableRecord e) {
      // It leads nowhere; the reader that needed it has put the record aside.
    }
  }

  /** True if records of the call are, or were, in that partition. */
  boolean standsIn(TopicPartition place) {
    return ReturnAddress.isTopic(place.topic())
        ? gateways.contains(place.topic())
        : place.partition() == partition;
  }

  /** When the first record of the call was made. */
  long firstMs() {
    return firstMs;
  }

  void frame(InboundAudio frame, long atMs) {
    at(atMs);
    frames.add(frame);
  }

  void chunk(OutboundAudio chunk, long atMs) {
    at(atMs);
    speech.add(chunk);
  }

  void event(Event event, long atMs) {
    at(atMs);
    switch (event) {
      case CallEvent e -> life.add(e);
      case SpeechEvent e -> utterances.add(e);
      case TranscriptEvent e -> utterances.add(e);
      case TurnEvent e -> {
        turns.add(e);
        utterances.add(e);
      }
      case ReplyEvent e -> turns.add(e);
      case PlaybackEvent e -> turns.add(e);
      case GatewayCommand _ -> {
        // What came of it stands in playback.
      }
    }
  }

  void caller(TelephoneObservation log) {
    caller = log;
  }

  private void at(long ms) {
    firstMs = Math.min(firstMs, ms);
    lastMs = Math.max(lastMs, ms);
  }

  void close(AuditReport books, long nowMs) {
    if (caller == null && life.wasNeverTaken() && frames.areNone()) {
      return;
    }
    if (!life.isOver() && lastMs > nowMs - SILENT_MS) {
      books.open(1);
      return;
    }
    life.close(books.page(Ledger.CALLS));
    frames.close(callSid, life, caller, books.page(Ledger.FRAMES));
    utterances.close(callSid, life, turns, caller, books.page(Ledger.UTTERANCES));
    turns.close(callSid, life, books.page(Ledger.TURNS));
    speech.close(callSid, life, turns, books.page(Ledger.SPEECH));
  }
}
