// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;

class ProductionErrorHandlerTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong inHealth = new AtomicLong();
  private final ProductionErrorHandler handler = new ProductionErrorHandler();

  @Test
  void commandForAMissingTopicIsSkipped() {
    var missing = new TimeoutException("not present", new UnknownTopicOrPartitionException());
    assertThat(resultOf(missing)).isEqualTo(Result.RESUME);
    assertThat(resultOf(new RecordTooLargeException())).isEqualTo(Result.RESUME);
    assertThat(lost()).isEqualTo(2);
    assertThat(inHealth).as("records that somebody could have read").hasValue(1);
  }

  @Test
  void temporaryFailureIsRetried() {
    assertThat(resultOf(new TimeoutException("expired"))).isEqualTo(Result.RETRY);
    assertThat(lost()).isZero();
  }

  @Test
  void missingPermissionIsFatal() {
    assertThat(resultOf(new TopicAuthorizationException("turns"))).isEqualTo(Result.FAIL);
  }

  @SuppressWarnings("NullAway") // the handler does not ask for the context
  private Result resultOf(Exception e) {
    handler.configure(
        Map.of(ProductionErrorHandler.METERS, meters, ProductionErrorHandler.LOST, inHealth));
    var message = new ProducerRecord<>("gateway.gone", new byte[0], new byte[0]);
    return handler.handleError(null, message, e).result();
  }

  private double lost() {
    var counter = meters.find("trunkline.records.undelivered").counter();
    return counter == null ? 0 : counter.count();
  }
}
