// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.runtime.kafka.BrokerConnectivity;
import dev.trunkline.runtime.kafka.ConsumerBackoff;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.streams.internals.ConsumerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of a conversation thread. It waits for records until the next deadline, not for the
 * same few milliseconds all the time, and naps while the broker is away. Made by Kafka Streams, by
 * the one way there is to get at it.
 */
public final class ConversationConsumer extends ConsumerWrapper {
  /** The setting that is its {@link Patience}. */
  static final String PATIENCE = "trunkline.patience";

  /** See {@link BrokerConnectivity}. */
  static final Duration SILENCE = Duration.ofSeconds(15);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final BrokerConnectivity contact =
      new BrokerConnectivity(this::metrics, SILENCE, System::nanoTime);
  private @Nullable Patience patience;
  private boolean inContact;
  private long lastLookNanos = System.nanoTime();

  /** Called by Kafka Streams, which then says what is wrapped. */
  public ConversationConsumer() {}

  @Override
  public void wrapConsumer(
      AsyncKafkaConsumer<byte[], byte[]> consumer,
      Map<String, Object> config,
      Optional<StreamsRebalanceData> rebalanceData) {
    super.wrapConsumer(consumer, config, rebalanceData);
    patience = (Patience) config.get(PATIENCE);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records =
        super.poll(inContact ? atLeast(timeout) : Duration.ZERO);
    if (!inContact && records.isEmpty()) {
      ConsumerBackoff.pause(delegate);
    }
    long now = System.nanoTime();
    if (!inContact || now - lastLookNanos >= LOOK_EVERY_NANOS) {
      lastLookNanos = now;
      inContact = contact.isConnected();
    }
    return records;
  }

  /** What is paused is being restored, or has been and waits for whoever polls here to notice. */
  private Duration atLeast(Duration timeout) {
    return timeout.isZero() || !delegate.paused().isEmpty()
        ? timeout
        : Objects.requireNonNull(patience).from(timeout);
  }
}
