// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.dialog.kafka.answer.WrittenReplies.WrittenReply;
import dev.trunkline.events.ReplyEvent;
import dev.trunkline.events.ReplyEvent.ReplyEnded;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WrittenRepliesTest {
  private static final TopicPartition TURNS = new TopicPartition(Topics.TURNS.name(), 3);
  private static final TopicPartition REPLIES = new TopicPartition(Topics.REPLIES.name(), 3);
  private static final TurnKey TURN = new TurnKey("CA1", 2);

  private final Log log = new Log();
  private final WrittenReplies replies = new WrittenReplies(log);
  private long offset;

  /** Adds a lookup of offsets by time, which the mock does not have. */
  private static final class Log extends MockConsumer<String, byte[]> {
    private boolean unavailable;
    private long requestedSinceMs;

    Log() {
      super("latest");
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> since, Duration wait) {
      if (unavailable) {
        throw new TimeoutException("unavailable");
      }
      var found = new HashMap<TopicPartition, OffsetAndTimestamp>();
      since.forEach((partition, ms) -> {
        requestedSinceMs = ms;
        found.put(partition, new OffsetAndTimestamp(0, ms, Optional.empty()));
      });
      return found;
    }
  }

  @AfterEach
  void close() {
    replies.close();
  }

  @Test
  void returnsTheSegmentsOfATurnInOrderUpToAGap() {
    wrote(
        new SegmentWritten("CA1", 2, 0, "We open ", 1, 1),
        new SegmentWritten("CA2", 2, 0, "Somebody else's. ", 1, 1),
        new SegmentWritten("CA1", 1, 0, "Another answer. ", 1, 1),
        new SegmentWritten("CA1", 2, 1, "at nine. ", 1, 1),
        new SegmentWritten("CA1", 2, 0, "Again. ", 1, 1),
        new SegmentWritten("CA1", 2, 3, "Behind a hole. ", 1, 1));
    assertThat(replies.of(Map.of(TURN, request(4))))
        .isEqualTo(Map.of(TURN, new WrittenReply(List.of("We open ", "at nine. "), false)));
    assertThat(log.requestedSinceMs).isEqualTo(90_000);
  }

  @Test
  void reportsACompleteAnswer() {
    wrote(new SegmentWritten("CA1", 2, 0, "Yes.", 1, 1), new ReplyEnded("CA1", 2, 1, null, 1));
    assertThat(replies.of(Map.of(TURN, request(4))).get(TURN))
        .isEqualTo(new WrittenReply(List.of("Yes."), true));
  }

  @Test
  void skipsUnreadableRecords() {
    put(new byte[] {'{'});
    wrote(new ReplyEnded("CA1", 2, 0, null, 1));
    assertThat(replies.of(Map.of(TURN, request(4)))).containsKey(TURN);
  }

  @Test
  void looksUpNothingForRequestsAfterTheAssignment() {
    wrote(new ReplyEnded("CA1", 2, 0, null, 1));
    assertThat(replies.of(Map.of(TURN, request(5)))).isEmpty();
    replies.revoked(List.of(TURNS));
    assertThat(replies.of(Map.of(TURN, request(4)))).isEmpty();
  }

  @Test
  void returnsNothingIfTheClusterIsUnavailable() {
    wrote(new ReplyEnded("CA1", 2, 0, null, 1));
    log.unavailable = true;
    assertThat(replies.of(Map.of(TURN, request(4)))).isEmpty();
  }

  private void wrote(ReplyEvent... events) {
    for (ReplyEvent event : events) {
      put(Topics.REPLIES.codec().encode(event));
    }
    log.updateEndOffsets(Map.of(TURNS, 5L, REPLIES, offset));
    log.updateBeginningOffsets(Map.of(REPLIES, 0L));
    replies.assigned(List.of(TURNS));
  }

  private void put(byte[] value) {
    long at = offset++;
    log.schedulePollTask(() ->
        log.addRecord(
            new ConsumerRecord<>(REPLIES.topic(), REPLIES.partition(), at, "CA1", value)));
  }

  private static ConsumerRecord<String, byte[]> request(long at) {
    return new ConsumerRecord<>(
        TURNS.topic(),
        TURNS.partition(),
        at,
        100_000,
        TimestampType.CREATE_TIME,
        0,
        0,
        "CA1",
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
