// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.log;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.DecisionTrail;
import dev.trunkline.events.topic.EventTopic;
import dev.trunkline.events.topic.OutboundAudio;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaHeaders;
import dev.trunkline.runtime.kafka.KafkaRecords;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All records of a call that are still there, ordered by their time. Immutable.
 *
 * @param gone topics of which a part of the call may be missing, since they no longer reach back to
 *     its beginning
 */
public record CallLog(
    String callSid, List<ConsumerRecord<String, byte[]>> records, Set<String> gone) {
  private static final Comparator<ConsumerRecord<String, byte[]>> BY_TIME =
      Comparator.comparingLong((ConsumerRecord<String, byte[]> r) -> r.timestamp())
          .thenComparing(ConsumerRecord::topic)
          .thenComparingLong(ConsumerRecord::offset);

  public CallLog {
    records = records.stream().sorted(BY_TIME).toList();
    gone = Set.copyOf(new TreeSet<>(gone));
  }

  /** The event in a record; empty for audio, and for what this release cannot read. */
  public static Optional<? extends Event> event(ConsumerRecord<String, byte[]> message) {
    Optional<EventCodec<? extends Event>> codec =
        ReturnAddress.isTopic(message.topic())
                && !OutboundAudio.isAudio(KafkaHeaders.of(message.headers()))
            ? Optional.of(Topics.COMMANDS)
            : Topics.ofEvents(message.topic()).map(EventTopic::codec);
    try {
      return codec.isEmpty() ? Optional.empty() : codec.get().decode(message.value());
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** All events, by time. */
  public Stream<Event> events() {
    return records.stream().map(CallLog::event).<Event>flatMap(Optional::stream);
  }

  /** The records of one topic, in the order of the log. */
  public List<ConsumerRecord<String, byte[]>> of(String topic) {
    return records.stream()
        .filter(r -> r.topic().equals(topic))
        .sorted(Comparator.comparingLong(ConsumerRecord::offset))
        .toList();
  }

  /** The chunks of the assistant's audio, in the order they were written. */
  public List<OutboundAudio> assistantAudio() {
    return records.stream()
        .filter(r ->
            ReturnAddress.isTopic(r.topic()) && OutboundAudio.isAudio(KafkaHeaders.of(r.headers())))
        .map(CallLog::chunk)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<OutboundAudio> chunk(ConsumerRecord<String, byte[]> message) {
    try {
      return Optional.of(KafkaRecords.outboundAudio(message));
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** True once the topics say that the call is over. */
  public boolean hasEnded() {
    return events().anyMatch(CallEvent.CallEnded.class::isInstance);
  }

  /** How many records every topic holds. */
  public Map<String, Long> counts() {
    return records.stream()
        .collect(Collectors.groupingBy(ConsumerRecord::topic, Collectors.counting()));
  }

  /** The records by their place in the log. */
  public Map<String, ConsumerRecord<String, byte[]>> byPlace() {
    return records.stream()
        .collect(Collectors.toMap(CallLog::place, Function.identity(), (first, again) -> first));
  }

  /** As {@link DecisionTrail#place}. */
  public static String place(ConsumerRecord<String, byte[]> message) {
    return DecisionTrail.place(message.topic(), message.partition(), message.offset());
  }
}
