// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.runtime.kafka.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the conversations go on when one record can never be written: the topic of a gateway that is
 * gone, or a record that no broker takes. Kafka Streams by itself would do the same work again and
 * again, and with it that of all other calls. What may still be written is tried again.
 */
public final class LostRecords implements ProductionExceptionHandler {
  /** The property under which Kafka Streams is given our {@link MeterRegistry}. */
  static final String METERS = "trunkline.meters";

  private static final Logger log = LoggerFactory.getLogger(LostRecords.class);

  private MeterRegistry meters = Metrics.globalRegistry;

  @Override
  public void configure(Map<String, ?> properties) {
    if (properties.get(METERS) instanceof MeterRegistry registry) {
      meters = registry;
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
    meters.counter("trunkline.records.undelivered", "topic", message.topic()).increment();
    log.atError()
        .addKeyValue("topic", message.topic())
        .addKeyValue("why", e.toString())
        .log("record lost");
    return Response.resume();
  }
}
