package dev.trunkline.common.topic;

import java.time.Duration;

/**
 * A topic whose records have a call's {@code CallSid} as key.
 *
 * @param retention how long a record is kept at least
 * @param partitioned true for the topics that are all cut into the same number of partitions, so
 *     that a call's records of all topics meet in one consumer; false for one partition
 */
public record Topic(String name, Duration retention, boolean partitioned) {

  /** Where a record of this topic that cannot be read is put, as it was. */
  public Topic deadLetters() {
    return new Topic(name + ".dlq", Topics.DEAD_LETTER_RETENTION, false);
  }
}
