// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets through what was said, redacted. What ends in the middle of a number waits for the caller's
 * next words, since only together they may be one. Does no I/O; for one thread.
 */
final class Waiting {
  /** Who has not gone on with a number after so long has ended it, or the call. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int STREAMS = 10_000;

  private record Call(TopicPartition partition, String callSid) {}

  private record Stream(TopicPartition partition, String callSid, String streamSid) {}

  private final Redactor redactor;
  private final Map<Call, Breaths> waiting = new HashMap<>();
  private final Map<TopicPartition, Restarts> restarts = new HashMap<>();

  /** Up to which media time streams were taken. */
  private final Map<Stream, Long> taken =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Stream, Long> eldest) {
          return size() > STREAMS;
        }
      };

  Waiting(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * Takes the next record of a partition.
   *
   * @param nowMs a clock that does not jump
   * @return what may be written now
   */
  List<Said> take(Said said, long nowMs) {
    var partition = new TopicPartition(said.message().topic(), said.message().partition());
    var call = new Call(partition, said.event().callSid());
    return switch (said.event()) {
      case FinalTranscript words ->
          isRepeat(partition, words) ? List.of() : caller(call, said, nowMs);
      case AssistantHeard _ -> assistant(call, said, nowMs);
      case PartialTranscript _, TranscriptionFailed _ -> List.of();
    };
  }

  /** A repeat of the begin of a number would stand alone. */
  private boolean isRepeat(TopicPartition partition, FinalTranscript words) {
    var stream = new Stream(partition, words.callSid(), words.streamSid());
    long before = taken.getOrDefault(stream, -1L);
    taken.put(stream, Math.max(before, words.endMs()));
    return words.endMs() <= before;
  }

  private List<Said> caller(Call call, Said said, long nowMs) {
    Breaths breaths = waiting.get(call);
    if (breaths == null) {
      breaths = new Breaths(redactor, said, nowMs);
      waiting.put(call, breaths);
    } else {
      breaths.add(said);
    }
    return breaths.isOpen() ? List.of() : end(call, breaths);
  }

  private List<Said> assistant(Call call, Said said, long nowMs) {
    Breaths breaths = waiting.get(call);
    if (breaths == null) {
      return new Breaths(redactor, said, nowMs).redacted();
    }
    breaths.add(said);
    return breaths.isFull() ? end(call, breaths) : List.of();
  }

  private List<Said> end(Call call, Breaths breaths) {
    waiting.remove(call);
    restarts
        .computeIfAbsent(call.partition(), _ -> new Restarts())
        .ended(breaths.firstOffset(), breaths.lastOffset());
    return breaths.redacted();
  }

  /** What has waited long enough. */
  List<Said> overdue(long nowMs) {
    var overdue = new ArrayList<Said>();
    for (Map.Entry<Call, Breaths> each : List.copyOf(waiting.entrySet())) {
      if (nowMs - each.getValue().sinceMs() >= LONGEST.toMillis()) {
        overdue.addAll(end(each.getKey(), each.getValue()));
      }
    }
    return overdue;
  }

  /**
   * The first offset that a successor must read, if not all before {@code next} is done with: none
   * may begin in the middle of a number.
   */
  long restart(TopicPartition partition, long next) {
    long open = next;
    for (Map.Entry<Call, Breaths> each : waiting.entrySet()) {
      if (each.getKey().partition().equals(partition)) {
        open = Math.min(open, each.getValue().firstOffset());
      }
    }
    Restarts ended = restarts.get(partition);
    return ended == null ? open : ended.before(open);
  }

  /** Forgets a partition that has gone to another owner. */
  void forget(TopicPartition partition) {
    waiting.keySet().removeIf(call -> call.partition().equals(partition));
    taken.keySet().removeIf(stream -> stream.partition().equals(partition));
    restarts.remove(partition);
  }

  /** How many callers are in the middle of a number. */
  int size() {
    return waiting.size();
  }
}
