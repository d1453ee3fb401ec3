// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a service does with the cluster, and so which rights it needs there. {@code docs/kafka.md}
 * lists the same for operators.
 *
 * @param group the consumer group it is a member of
 */
public record KafkaAccess(Optional<String> group, List<Topic> reads, List<Topic> writes) {

  /** Reads {@code reads} as a member of {@code group}, and writes nothing yet. */
  public static KafkaAccess ofGroup(String group, Topic... reads) {
    return new KafkaAccess(Optional.of(group), List.of(reads), List.of());
  }

  /** Reads {@code reads} alone, without a group. */
  public static KafkaAccess reading(Topic... reads) {
    return new KafkaAccess(Optional.empty(), List.of(reads), List.of());
  }

  /** The same, and writes events to {@code topics}. */
  public KafkaAccess writing(EventTopic<?>... topics) {
    return writing(Stream.of(topics).map(EventTopic::topic).toArray(Topic[]::new));
  }

  /** The same, and writes to {@code topics}. */
  public KafkaAccess writing(Topic... topics) {
    return new KafkaAccess(
        group, reads, Stream.concat(writes.stream(), Stream.of(topics)).toList());
  }

  /** What must exist: all that is read, with its dead letters, and all that is written. */
  List<Topic> topics() {
    var topics = new ArrayList<Topic>(reads);
    reads.forEach(topic -> topics.add(topic.deadLetters()));
    topics.addAll(writes);
    return topics.stream().distinct().toList();
  }
}
