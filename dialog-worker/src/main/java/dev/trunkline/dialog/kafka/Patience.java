// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a thread may wait for records before it looks at the time again: until the next of its
 * worker's {@link Deadlines}. Timers are exact that way, and a worker in which nothing happens does
 * little. Thread-safe.
 */
final class Patience {
  /** Kafka Streams wants to know soon of what it was given and has to give up. */
  private static final long LONGEST_MS = 40;

  private final InstantSource clock;
  private final Set<Deadlines> all = ConcurrentHashMap.newKeySet();

  /** Deadlines are in the time of {@code clock}. */
  Patience(InstantSource clock) {
    this.clock = clock;
  }

  void add(Deadlines deadlines) {
    all.add(deadlines);
  }

  void remove(Deadlines deadlines) {
    all.remove(deadlines);
  }

  /** From now on; {@code shortest} if there is something to do already. */
  Duration from(Duration shortest) {
    long next = Long.MAX_VALUE;
    for (Deadlines deadlines : all) {
      next = Math.min(next, deadlines.earliestMs());
    }
    long now = clock.millis();
    long waitMs = next > now + LONGEST_MS ? LONGEST_MS : next - now;
    return waitMs > shortest.toMillis() ? Duration.ofMillis(waitMs) : shortest;
  }
}
