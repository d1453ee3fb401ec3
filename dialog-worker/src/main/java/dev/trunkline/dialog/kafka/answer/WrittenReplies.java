// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.FloorRaised;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.UnreadableRecord;
import dev.trunkline.events.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other workers have written to {@code replies} for turns that this worker runs again. The
 * model would answer in other words, and words that are written may have been heard.
 *
 * <p>Looks up only turns that were requested before their partition was assigned; no other worker
 * has started the later ones. On the consumer loop's thread.
 */
final class WrittenReplies implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WrittenReplies.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Tolerated clock skew between the producers of requests and replies. */
  private static final long CLOCK_SKEW_MS = 10_000;

  /**
   * What was written for a turn.
   *
   * @param segments from the first on
   * @param ended true if the answer is complete
   */
  record WrittenReply(List<String> segments, boolean ended) {
    static final WrittenReply NONE = new WrittenReply(List.of(), false);
  }

  private final Consumer<String, byte[]> consumer;

  /** The end of each partition of {@code turns} when it was assigned. */
  private final Map<TopicPartition, Long> assignedAt = new HashMap<>();

  /**
   * @param consumer without a group; closed with this
   */
  WrittenReplies(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * @param partitions of {@code turns}
   */
  void assigned(Collection<TopicPartition> partitions) {
    try {
      assignedAt.putAll(consumer.endOffsets(partitions, TIMEOUT));
    } catch (KafkaException e) {
      log.atWarn()
          .addKeyValue("error", e.toString())
          .log("cannot read end offsets of turns; turns may be answered from the start again");
    }
  }

  void revoked(Collection<TopicPartition> partitions) {
    assignedAt.keySet().removeAll(partitions);
  }

  /** What is written for those of {@code requests} that another worker may have started. */
  Map<TurnKey, WrittenReply> of(Map<TurnKey, ConsumerRecord<String, byte[]>> requests) {
    var since = new HashMap<TopicPartition, Long>();
    var wanted = new HashSet<TurnKey>();
    requests.forEach((turn, message) -> {
      var partition = new TopicPartition(message.topic(), message.partition());
      if (message.offset() < assignedAt.getOrDefault(partition, 0L)) {
        var replies = new TopicPartition(Topics.REPLIES.name(), message.partition());
        since.merge(replies, message.timestamp() - CLOCK_SKEW_MS, Math::min);
        wanted.add(turn);
      }
    });
    if (wanted.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<TurnKey, ReplyBuilder>();
    try {
      read(
          since,
          event -> {
            var turn = new TurnKey(event.callSid(), turnOf(event));
            if (wanted.contains(turn)) {
              found.computeIfAbsent(turn, _ -> new ReplyBuilder()).add(event);
            }
          });
    } catch (KafkaException e) {
      log.atWarn()
          .addKeyValue("error", e.toString())
          .log("cannot read earlier replies; turns may be answered from the start again");
    }
    var replies = new HashMap<TurnKey, WrittenReply>();
    found.forEach((turn, builder) -> replies.put(turn, builder.build()));
    return replies;
  }

  private void read(
      Map<TopicPartition, Long> since, java.util.function.Consumer<ReplyEvent> reader) {
    consumer.assign(since.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(since.keySet(), TIMEOUT);
    consumer
        .offsetsForTimes(since, TIMEOUT)
        .forEach((partition, at) ->
            consumer.seek(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset()));
    long startNanos = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (System.nanoTime() - startNanos > TIMEOUT.toNanos()) {
        throw new TimeoutException("replies not read within " + TIMEOUT.toSeconds() + " s");
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        try {
          Topics.REPLIES.codec().decode(message.value()).ifPresent(reader);
        } catch (UnreadableRecord e) {
          // The conversation reads the same record and moves it to the dead-letter topic.
        }
      }
    }
  }

  private static int turnOf(ReplyEvent event) {
    return switch (event) {
      case SegmentWritten segment -> segment.turn();
      case ReplyEnded end -> end.turn();
      case FloorRaised _ -> -1;
    };
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static final class ReplyBuilder {
    private final TreeMap<Integer, String> segments = new TreeMap<>();
    private boolean ended;

    void add(ReplyEvent event) {
      switch (event) {
        case SegmentWritten segment -> segments.putIfAbsent(segment.segment(), segment.text());
        case ReplyEnded _ -> ended = true;
        case FloorRaised _ -> {
          // Belongs to no turn.
        }
      }
    }

    /** Segments up to the first gap. */
    WrittenReply build() {
      var inOrder = new ArrayList<String>();
      String next;
      while ((next = segments.get(inOrder.size())) != null) {
        inOrder.add(next);
      }
      return new WrittenReply(List.copyOf(inOrder), ended);
    }
  }
}
