package dev.trunkline.common.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group begins in partitions for which it has committed nothing: a little back, so that a
 * first start under calls takes them up, but not yesterday's. {@code auto.offset.reset=by_duration}
 * would say the same, but where no record is young enough it leaves the consumer without a position
 * and asks again only after {@code request.timeout.ms}: a new group is deaf for half a minute.
 */
final class FirstRead {
  /** How far back. */
  static final Duration BACK = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private FirstRead() {}

  /**
   * To be called while {@code partitions} are being assigned; leaves those with an offset alone.
   */
  static void seek(
      KafkaConsumer<String, byte[]> consumer, Collection<TopicPartition> partitions, long nowMs) {
    var committed = consumer.committed(Set.copyOf(partitions), TIMEOUT);
    Set<TopicPartition> fresh =
        partitions.stream()
            .filter(partition -> committed.get(partition) == null)
            .collect(Collectors.toSet());
    if (fresh.isEmpty()) {
      return;
    }
    // The ends first: what is written between the two questions must not be skipped.
    Map<TopicPartition, Long> ends = consumer.endOffsets(fresh, TIMEOUT);
    var since = new HashMap<TopicPartition, Long>();
    fresh.forEach(partition -> since.put(partition, nowMs - BACK.toMillis()));
    Map<TopicPartition, OffsetAndTimestamp> young = consumer.offsetsForTimes(since, TIMEOUT);
    ends.forEach((partition, end) -> {
      OffsetAndTimestamp first = young.get(partition);
      consumer.seek(partition, first == null ? end : first.offset());
    });
  }
}
