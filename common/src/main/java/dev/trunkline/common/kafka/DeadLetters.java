package dev.trunkline.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps records that cannot be used: as they were, in {@code <topic>.dlq}, with the headers {@code
 * dlq-reason}, {@code dlq-service} and {@code dlq-origin} (topic, partition and offset).
 */
public final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Publisher publisher;
  private final String service;
  private final MeterRegistry meters;

  public DeadLetters(Publisher publisher, String service, MeterRegistry meters) {
    this.publisher = publisher;
    this.service = service;
    this.meters = meters;
  }

  /** Puts {@code message} aside. */
  public void put(ConsumerRecord<String, byte[]> message, String reason) {
    String origin = message.topic() + "-" + message.partition() + "@" + message.offset();
    var copy =
        new ProducerRecord<String, byte[]>(
            message.topic() + ".dlq", null, message.key(), message.value(), message.headers());
    copy.headers()
        .add("dlq-reason", reason.getBytes(UTF_8))
        .add("dlq-service", service.getBytes(UTF_8))
        .add("dlq-origin", origin.getBytes(UTF_8));
    publisher.send(copy);
    meters.counter("trunkline.records.dead", "topic", message.topic()).increment();
    log.atWarn()
        .addKeyValue("origin", origin)
        .addKeyValue("reason", reason)
        .log("record put into the dead-letter topic");
  }
}
