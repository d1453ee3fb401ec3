// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topics and the consumer group that a service uses, and so the ACLs it needs. {@code
 * docs/kafka.md} lists the same for operators.
 *
 * @param group the consumer group it joins; empty if it reads without one
 */
public record KafkaAccess(Optional<String> group, List<Topic> reads, List<Topic> writes) {

  /** Reads {@code reads} as a member of {@code group}; writes nothing yet. */
  public static KafkaAccess ofGroup(String group, Topic... reads) {
    return new KafkaAccess(Optional.of(group), List.of(reads), List.of());
  }

  /** Reads {@code reads} without a consumer group. */
  public static KafkaAccess reading(Topic... reads) {
    return new KafkaAccess(Optional.empty(), List.of(reads), List.of());
  }

  /** A copy that also writes events to {@code topics}. */
  public KafkaAccess writing(EventTopic<?>... topics) {
    return writing(Stream.of(topics).map(EventTopic::topic).toArray(Topic[]::new));
  }

  /** A copy that also writes to {@code topics}. */
  public KafkaAccess writing(Topic... topics) {
    return new KafkaAccess(
        group, reads, Stream.concat(writes.stream(), Stream.of(topics)).toList());
  }

  /** The topics that must exist: those read, their dead-letter topics, and those written. */
  List<Topic> topics() {
    var topics = new ArrayList<Topic>(reads);
    reads.forEach(topic -> topics.add(topic.deadLetters()));
    topics.addAll(writes);
    return topics.stream().distinct().toList();
  }
}
