// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.kafka.internals.ConversationConsumer.PollTimeoutSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a thread may wait for records before it looks at its timers again: until the next of the
 * worker's {@link CallDeadlines}. So timers are exact, and an idle worker uses little CPU.
 * Thread-safe.
 */
final class PollTimeout implements PollTimeoutSource {
  /** Kafka Streams reacts to assignments and revocations only between polls. */
  private static final long MAX_MS = 40;

  private final InstantSource clock;
  private final Set<CallDeadlines> all = ConcurrentHashMap.newKeySet();

  /** {@code clock} is the one of the deadlines. */
  PollTimeout(InstantSource clock) {
    this.clock = clock;
  }

  void add(CallDeadlines deadlines) {
    all.add(deadlines);
  }

  void remove(CallDeadlines deadlines) {
    all.remove(deadlines);
  }

  @Override
  public Duration atLeast(Duration min) {
    long next = Long.MAX_VALUE;
    for (CallDeadlines deadlines : all) {
      next = Math.min(next, deadlines.earliestMs());
    }
    long now = clock.millis();
    long waitMs = next > now + MAX_MS ? MAX_MS : next - now;
    return waitMs > min.toMillis() ? Duration.ofMillis(waitMs) : min;
  }
}
