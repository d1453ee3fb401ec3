// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.topic;

import java.time.Duration;

/** A topic whose records have a call's {@code CallSid} as key. */
public record Topic(String name, Kind kind) {

  /** What a topic holds, and so how it is cut and for how long it is kept. */
  public enum Kind {
    EVENTS(true, Duration.ofDays(7)),
    /** 8 kB/s a call: a day of 500 calls at once is 346 GB before replication, hence hours. */
    AUDIO(true, Duration.ofHours(24)),
    /** The other half of the audio: without it no call can be heard again. */
    RETURN(false, Duration.ofHours(24)),
    DEAD_LETTERS(false, Duration.ofDays(14));

    private final boolean partitioned;
    private final Duration retention;

    Kind(boolean partitioned, Duration retention) {
      this.partitioned = partitioned;
      this.retention = retention;
    }

    /** How long records are kept unless an operator says otherwise. */
    public Duration retention() {
      return retention;
    }
  }

  /**
   * True for the topics that are all cut into the same number of partitions, so that a call's
   * records of all topics meet in one consumer; false for one partition.
   */
  public boolean partitioned() {
    return kind.partitioned;
  }

  /** Where a record of this topic that cannot be read is put, as it was. */
  public Topic deadLetters() {
    return new Topic(name + ".dlq", Kind.DEAD_LETTERS);
  }
}
