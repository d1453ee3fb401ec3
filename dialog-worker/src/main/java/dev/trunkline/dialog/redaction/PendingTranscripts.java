// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.runtime.collection.BoundedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Redacts transcripts in order. One that ends in the middle of a number is held back until the
 * caller's next words, since only together they can be recognised. Does no I/O; not thread-safe.
 */
final class PendingTranscripts {
  /** A number that is not continued within this time is complete, or the call has ended. */
  static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private static final int MAX_STREAMS = 10_000;

  private record CallKey(TopicPartition partition, String callSid) {}

  private record StreamKey(TopicPartition partition, String callSid, String streamSid) {}

  private final TextRedactor redactor;
  private final Map<CallKey, PendingNumber> pending = new HashMap<>();
  private final Map<TopicPartition, RestartOffsets> restarts = new HashMap<>();

  /** By stream: the media time in ms up to which its transcripts were accepted. */
  private final Map<StreamKey, Long> accepted = BoundedMap.of(MAX_STREAMS);

  PendingTranscripts(TextRedactor redactor) {
    this.redactor = redactor;
  }

  /**
   * Accepts the next record of a partition.
   *
   * @param nowMs ms of a steady clock
   * @return the records to write now, redacted
   */
  List<TranscriptRecord> accept(TranscriptRecord transcript, long nowMs) {
    var partition =
        new TopicPartition(transcript.message().topic(), transcript.message().partition());
    var call = new CallKey(partition, transcript.event().callSid());
    return switch (transcript.event()) {
      case FinalTranscript words ->
          isRepeat(partition, words) ? List.of() : fromCaller(call, transcript, nowMs);
      case AssistantHeard _ -> fromAssistant(call, transcript, nowMs);
      case PartialTranscript _, TranscriptionFailed _ -> List.of();
    };
  }

  /** A repeated first half of a number must be dropped: without its second half it is no number. */
  private boolean isRepeat(TopicPartition partition, FinalTranscript words) {
    var stream = new StreamKey(partition, words.callSid(), words.streamSid());
    long before = accepted.getOrDefault(stream, -1L);
    accepted.put(stream, Math.max(before, words.endMs()));
    return words.endMs() <= before;
  }

  private List<TranscriptRecord> fromCaller(CallKey call, TranscriptRecord transcript, long nowMs) {
    PendingNumber number = pending.get(call);
    if (number == null) {
      number = new PendingNumber(redactor, transcript, nowMs);
      pending.put(call, number);
    } else {
      number.add(transcript);
    }
    return number.isOpen() ? List.of() : complete(call, number);
  }

  private List<TranscriptRecord> fromAssistant(
      CallKey call, TranscriptRecord transcript, long nowMs) {
    PendingNumber number = pending.get(call);
    if (number == null) {
      return new PendingNumber(redactor, transcript, nowMs).redacted();
    }
    number.add(transcript);
    return number.isFull() ? complete(call, number) : List.of();
  }

  private List<TranscriptRecord> complete(CallKey call, PendingNumber number) {
    pending.remove(call);
    restarts
        .computeIfAbsent(call.partition(), _ -> new RestartOffsets())
        .completed(number.firstOffset(), number.lastOffset());
    return number.redacted();
  }

  /** The records that have been held back for {@link #MAX_WAIT}, redacted. */
  List<TranscriptRecord> expire(long nowMs) {
    var expired = new ArrayList<TranscriptRecord>();
    for (Map.Entry<CallKey, PendingNumber> each : List.copyOf(pending.entrySet())) {
      if (nowMs - each.getValue().sinceMs() >= MAX_WAIT.toMillis()) {
        expired.addAll(complete(each.getKey(), each.getValue()));
      }
    }
    return expired;
  }

  /**
   * The first offset that the next owner of the partition must read, at most {@code next}. It never
   * lies in the middle of a number.
   */
  long restartOffset(TopicPartition partition, long next) {
    long open = next;
    for (Map.Entry<CallKey, PendingNumber> each : pending.entrySet()) {
      if (each.getKey().partition().equals(partition)) {
        open = Math.min(open, each.getValue().firstOffset());
      }
    }
    RestartOffsets completed = restarts.get(partition);
    return completed == null ? open : completed.atOrBefore(open);
  }

  /** Discards the state of a revoked partition. */
  void forget(TopicPartition partition) {
    pending.keySet().removeIf(call -> call.partition().equals(partition));
    accepted.keySet().removeIf(stream -> stream.partition().equals(partition));
    restarts.remove(partition);
  }

  /** How many calls have records held back. */
  int size() {
    return pending.size();
  }
}
