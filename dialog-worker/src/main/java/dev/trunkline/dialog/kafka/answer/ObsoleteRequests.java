// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.dialog.core.ConversationSettings;
import dev.trunkline.events.TurnEvent;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnRequested;
import dev.trunkline.runtime.time.CallTimes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Requests that nothing may be begun for, above all no tool: their call is over. A worker that was
 * down for a while finds them when it gets their partition.
 */
final class ObsoleteRequests {
  /**
   * Only what a worker finds within this time after an assignment can be a remainder. Later
   * requests are new, even if the clock of the worker that wrote them is wrong.
   */
  private static final long REMAINDER_MS = 30_000;

  private final InstantSource clock;
  private final Map<TopicPartition, Long> assignedAtMs = new ConcurrentHashMap<>();

  ObsoleteRequests(InstantSource clock) {
    this.clock = clock;
  }

  void assigned(Collection<TopicPartition> partitions) {
    partitions.forEach(each -> assignedAtMs.put(each, clock.millis()));
  }

  /** True if the call has either ended by now or waits for its turn no longer. */
  boolean isTooOld(TopicPartition partition, TurnRequested request, ConversationSettings settings) {
    long now = clock.millis();
    Long assigned = assignedAtMs.get(partition);
    return assigned != null
        && now - assigned < REMAINDER_MS
        && now - request.atMs() > CallTimes.RESUME_WAIT_MS + settings.replyTimeoutMs();
  }

  /** The lowest turn of each call that {@code events} leave open. */
  static Map<String, Integer> lowestOpenTurns(List<TurnEvent> events) {
    var lowest = new HashMap<String, Integer>();
    for (TurnEvent event : events) {
      switch (event) {
        case TurnCancelled cancelled ->
            lowest.merge(cancelled.callSid(), cancelled.floor(), Math::max);
        case TurnCompleted completed ->
            lowest.merge(completed.callSid(), completed.turn() + 1, Math::max);
        default -> {
          // Closes no turn.
        }
      }
    }
    return lowest;
  }
}
