// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.runtime.kafka.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Skips a record that can never be written, for example a command for a gateway whose topic is
 * gone. By default Kafka Streams would fail and repeat the same work again and again, for all calls
 * of the task. Temporary failures are retried.
 */
public final class ProductionErrorHandler implements ProductionExceptionHandler {
  /** The Kafka Streams property that holds the {@link MeterRegistry}. */
  static final String METERS = "trunkline.meters";

  /** The Kafka Streams property that holds an {@link AtomicLong} for the records that are lost. */
  static final String LOST = "trunkline.lost";

  private static final Logger log = LoggerFactory.getLogger(ProductionErrorHandler.class);

  private AtomicLong lost = new AtomicLong();
  private MeterRegistry meters = Metrics.globalRegistry;

  @Override
  public void configure(Map<String, ?> properties) {
    if (properties.get(METERS) instanceof MeterRegistry registry) {
      meters = registry;
    }
    if (properties.get(LOST) instanceof AtomicLong count) {
      lost = count;
    }
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> message, Exception e) {
    if (e instanceof AuthorizationException) {
      return Response.fail();
    }
    if (e instanceof RetriableException && !Publisher.isMissingTopic(e)) {
      return Response.retry();
    }
    meters.counter("trunkline.records.undelivered").increment();
    if (!Publisher.isMissingTopic(e)) { // else a gateway is gone, with nobody to read it
      lost.incrementAndGet();
    }
    log.atError()
        .addKeyValue("topic", message.topic())
        .addKeyValue("why", e.toString())
        .log("record rejected by the broker; record skipped");
    return Response.resume();
  }
}
