// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.llm;

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
 * What runners before this one have written for turns that it is to run again, as read from the
 * log. A model does not say the same twice, and words that are written are as good as heard.
 *
 * <p>Only turns that were asked for before their partition came here are looked up: nobody else has
 * begun the others. On the loop's thread.
 */
final class EarlierWords implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EarlierWords.class);
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Those who stamp records have clocks of their own. */
  private static final long EARLIER_MS = 10_000;

  /**
   * What was written for a turn.
   *
   * @param segments from the first on
   * @param ended whether that is all
   */
  record Words(List<String> segments, boolean ended) {
    static final Words NONE = new Words(List.of(), false);
  }

  private final Consumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> begins = new HashMap<>();

  /**
   * @param consumer without a group; closed with this
   */
  EarlierWords(Consumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /** These partitions of requests are run here from now on. */
  void assigned(Collection<TopicPartition> partitions) {
    try {
      begins.putAll(consumer.endOffsets(partitions, ANSWER_WAIT));
    } catch (KafkaException e) {
      warn(e);
    }
  }

  void revoked(Collection<TopicPartition> partitions) {
    begins.keySet().removeAll(partitions);
  }

  /** What is written for those of {@code requests} that somebody else may have begun. */
  Map<TurnKey, Words> of(Map<TurnKey, ConsumerRecord<String, byte[]>> requests) {
    var since = new HashMap<TopicPartition, Long>();
    var wanted = new HashSet<TurnKey>();
    requests.forEach((turn, message) -> {
      var partition = new TopicPartition(message.topic(), message.partition());
      if (message.offset() < begins.getOrDefault(partition, 0L)) {
        var replies = new TopicPartition(Topics.REPLIES.name(), message.partition());
        since.merge(replies, message.timestamp() - EARLIER_MS, Math::min);
        wanted.add(turn);
      }
    });
    if (wanted.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<TurnKey, Written>();
    try {
      read(
          since,
          event -> {
            var turn = new TurnKey(event.callSid(), turnOf(event));
            if (wanted.contains(turn)) {
              found.computeIfAbsent(turn, _ -> new Written()).take(event);
            }
          });
    } catch (KafkaException e) {
      warn(e);
    }
    var words = new HashMap<TurnKey, Words>();
    found.forEach((turn, written) -> words.put(turn, written.words()));
    return words;
  }

  private void read(
      Map<TopicPartition, Long> since, java.util.function.Consumer<ReplyEvent> reader) {
    consumer.assign(since.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(since.keySet(), ANSWER_WAIT);
    consumer
        .offsetsForTimes(since, ANSWER_WAIT)
        .forEach((partition, at) ->
            consumer.seek(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset()));
    long begun = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (System.nanoTime() - begun > ANSWER_WAIT.toNanos()) {
        throw new TimeoutException("replies are not there in time");
      }
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        try {
          Topics.REPLIES.codec().decode(message.value()).ifPresent(reader);
        } catch (UnreadableRecord e) {
          // The conversation, whose record it is, puts it aside.
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

  private static void warn(KafkaException e) {
    log.atWarn()
        .addKeyValue("why", e.toString())
        .log("what was answered before is not known, the model may be asked again");
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static final class Written {
    private final TreeMap<Integer, String> segments = new TreeMap<>();
    private boolean ended;

    void take(ReplyEvent event) {
      switch (event) {
        case SegmentWritten segment -> segments.putIfAbsent(segment.segment(), segment.text());
        case ReplyEnded _ -> ended = true;
        case FloorRaised _ -> {
          // Of no turn.
        }
      }
    }

    Words words() {
      var inOrder = new ArrayList<String>();
      String next;
      while ((next = segments.get(inOrder.size())) != null) {
        inOrder.add(next);
      }
      return new Words(List.copyOf(inOrder), ended);
    }
  }
}
