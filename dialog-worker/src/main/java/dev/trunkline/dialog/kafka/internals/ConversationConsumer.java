// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka.internals;

import dev.trunkline.runtime.kafka.BrokerConnectivity;
import dev.trunkline.runtime.kafka.ConsumerBackoff;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of a conversation thread. Kafka Streams polls with a fixed timeout; this waits until
 * the next deadline of a conversation instead, and backs off while the broker is away. Kafka
 * Streams creates it by reflection, the only way it offers to change its consumer.
 */
public final class ConversationConsumer extends ConsumerWrapper {
  /**
   * A consumer in use is never without a response for this long. See {@link BrokerConnectivity}.
   */
  public static final Duration MAX_SILENCE = Duration.ofSeconds(15);

  private static final String POLL_TIMEOUT = "trunkline.poll.timeout";
  private static final long CHECK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final BrokerConnectivity connectivity =
      new BrokerConnectivity(this::metrics, MAX_SILENCE, System::nanoTime);
  private @Nullable PollTimeoutSource pollTimeout;
  private boolean connected;
  private long lastCheckNanos = System.nanoTime();

  /** Called by Kafka Streams, which then calls {@link #wrapConsumer}. */
  public ConversationConsumer() {}

  /** How long a poll may wait. */
  @FunctionalInterface
  public interface PollTimeoutSource {
    /** At least {@code timeout}. */
    Duration atLeast(Duration timeout);
  }

  /** Makes Kafka Streams use this consumer. */
  public static void install(Properties properties, PollTimeoutSource pollTimeout) {
    properties.put(InternalConfig.INTERNAL_CONSUMER_WRAPPER, ConversationConsumer.class);
    properties.put(StreamsConfig.mainConsumerPrefix(POLL_TIMEOUT), pollTimeout);
  }

  @Override
  public void wrapConsumer(
      AsyncKafkaConsumer<byte[], byte[]> consumer,
      Map<String, Object> config,
      Optional<StreamsRebalanceData> rebalanceData) {
    super.wrapConsumer(consumer, config, rebalanceData);
    pollTimeout = (PollTimeoutSource) config.get(POLL_TIMEOUT);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records =
        super.poll(connected ? extended(timeout) : Duration.ZERO);
    if (!connected && records.isEmpty()) {
      ConsumerBackoff.pause(delegate);
    }
    long now = System.nanoTime();
    if (!connected || now - lastCheckNanos >= CHECK_INTERVAL_NANOS) {
      lastCheckNanos = now;
      connected = connectivity.isConnected();
    }
    return records;
  }

  /** Paused partitions are being restored, or are restored and wait for the next poll to return. */
  private Duration extended(Duration timeout) {
    return timeout.isZero() || !delegate.paused().isEmpty()
        ? timeout
        : Objects.requireNonNull(pollTimeout).atLeast(timeout);
  }
}
