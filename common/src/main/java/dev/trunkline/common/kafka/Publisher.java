package dev.trunkline.common.kafka;

import dev.trunkline.common.event.Event;
import dev.trunkline.common.event.GatewayCommand;
import dev.trunkline.common.telemetry.Gauges;
import dev.trunkline.common.telemetry.Tracing;
import dev.trunkline.common.topic.EventTopic;
import dev.trunkline.common.topic.ReturnAddress;
import dev.trunkline.common.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records and does not forget a failed one: after the first record that could not be
 * delivered, {@link #settle} throws, so that no offset is committed past work whose result is lost.
 * Thread-safe.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaProducer<String, byte[]> producer;
  private final Counter undelivered;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public Publisher(KafkaProducer<String, byte[]> producer, MeterRegistry meters) {
    this.producer = producer;
    this.undelivered = meters.counter("trunkline.records.undelivered");
    Gauges.showBuffered(meters, producer::metrics);
  }

  /** Publishes an event; {@code returnAddress} goes with it where there is one. */
  public <E extends Event> void publish(
      EventTopic<E> topic, E event, @Nullable ReturnAddress returnAddress) {
    var message =
        new ProducerRecord<String, byte[]>(
            topic.name(), event.callSid(), topic.codec().encode(event));
    if (returnAddress != null) {
      returnAddress.putInto(message.headers());
    }
    send(message);
  }

  /** Sends a command to the gateway behind {@code address}. */
  public void command(GatewayCommand command, ReturnAddress address) {
    send(new ProducerRecord<>(address.topic(), command.callSid(), Topics.COMMANDS.encode(command)));
  }

  /**
   * Sends a record as it is, in the current trace if there is one. Returns at once; a failure shows
   * in {@link #settle}.
   */
  public void send(ProducerRecord<String, byte[]> message) {
    Tracing.put(message.headers());
    try {
      var _ =
          producer.send(
              message,
              (metadata, e) -> {
                if (e != null) {
                  failed(message.topic(), e);
                }
              });
    } catch (KafkaException e) {
      failed(message.topic(), e);
    }
  }

  /**
   * Waits until all records sent so far are acknowledged.
   *
   * @throws KafkaException if one of them, or an earlier one, could not be delivered
   */
  public void settle() {
    producer.flush();
    Exception e = failure.get();
    if (e != null) {
      throw new KafkaException("a record could not be delivered", e);
    }
  }

  /** True until a record could not be delivered. */
  public boolean isHealthy() {
    return failure.get() == null;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WAIT);
  }

  private void failed(String topic, Exception e) {
    undelivered.increment();
    log.atError().addKeyValue("topic", topic).setCause(e).log("record not delivered");
    failure.compareAndSet(null, e);
  }
}
