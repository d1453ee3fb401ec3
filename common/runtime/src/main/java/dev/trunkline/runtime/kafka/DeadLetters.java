// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.events.UnreadableRecord;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies records that cannot be read or handled to {@code <topic>.dlq}, unchanged except for three
 * more headers: {@code dlq-reason}, {@code dlq-service} and {@code dlq-origin} (topic, partition
 * and offset).
 */
public final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Publisher publisher;
  private final String service;
  private final DeadLetterMetrics counters;

  public DeadLetters(Publisher publisher, String service, MeterRegistry meters) {
    this.publisher = publisher;
    this.service = service;
    this.counters = new DeadLetterMetrics(meters);
  }

  /** Copies {@code message}, which cannot be read or whose handling failed. */
  public void put(ConsumerRecord<String, byte[]> message, Exception why) {
    String origin = message.topic() + "-" + message.partition() + "@" + message.offset();
    var copy =
        new ProducerRecord<String, byte[]>(
            message.topic() + ".dlq", null, message.key(), message.value(), message.headers());
    label(copy.headers(), service, origin, why);
    publisher.send(copy);
    counters.count(message.topic(), why);
  }

  /** Adds a dead letter's headers, and logs it: WARN if unreadable, ERROR if handling it failed. */
  public static void label(Headers headers, String service, String origin, Exception why) {
    String reason = reason(why);
    headers
        .add("dlq-reason", reason.getBytes(UTF_8))
        .add("dlq-service", service.getBytes(UTF_8))
        .add("dlq-origin", origin.getBytes(UTF_8));
    if (why instanceof UnreadableRecord) {
      log.atWarn()
          .addKeyValue("origin", origin)
          .addKeyValue("reason", reason)
          .log("unreadable record; copied to the dead-letter topic");
    } else {
      log.atError()
          .addKeyValue("origin", origin)
          .addKeyValue("reason", reason)
          .setCause(why)
          .log("record handling failed; copied to the dead-letter topic");
    }
  }

  /** The reason without any content of the record, which may be a caller's words. */
  private static String reason(Exception why) {
    return why instanceof UnreadableRecord
        ? String.valueOf(why.getMessage())
        : "failed: " + why.getClass().getSimpleName();
  }
}
