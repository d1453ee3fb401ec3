// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import java.time.Duration;

/** A topic whose records have a call's {@code CallSid} as key. */
public record Topic(String name, Kind kind) {

  /** What a topic holds, which decides its partitions and retention. */
  public enum Kind {
    EVENTS(true, Duration.ofDays(7)),
    /** 8 kB/s per call: a day of 500 concurrent calls is 346 GB before replication, hence hours. */
    AUDIO(true, Duration.ofHours(24)),
    /** The assistant's half of the audio, kept as long as the caller's. */
    RETURN(false, Duration.ofHours(24)),
    DEAD_LETTERS(false, Duration.ofDays(14));

    private final boolean partitioned;
    private final Duration retention;

    Kind(boolean partitioned, Duration retention) {
      this.partitioned = partitioned;
      this.retention = retention;
    }

    /** The default retention. */
    public Duration retention() {
      return retention;
    }
  }

  /**
   * True for topics that share one partition count, so that one consumer reads all records of a
   * call; false for topics with a single partition.
   */
  public boolean partitioned() {
    return kind.partitioned;
  }

  /** The topic for records of this one that cannot be read or handled. */
  public Topic deadLetters() {
    return new Topic(name + ".dlq", Kind.DEAD_LETTERS);
  }
}
