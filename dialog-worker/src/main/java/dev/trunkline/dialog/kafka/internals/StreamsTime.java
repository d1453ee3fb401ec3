// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.internals;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The clock of Kafka Streams, and so of all timers of conversations: one that does not jump. By
 * default Streams reads the machine's clock: set back by an hour, it would stop all timers for an
 * hour; set forward, it would make all of them fire immediately.
 */
public record StreamsTime(InstantSource clock, LongSupplier nanoTime) implements Time {
  @Override
  public long milliseconds() {
    return clock.millis();
  }

  @Override
  public long nanoseconds() {
    return nanoTime.getAsLong();
  }

  @Override
  public void sleep(long ms) {
    Time.SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    long leftMs = deadlineMs - milliseconds();
    Time.SYSTEM.waitObject(monitor, condition, Time.SYSTEM.milliseconds() + leftMs);
  }
}
