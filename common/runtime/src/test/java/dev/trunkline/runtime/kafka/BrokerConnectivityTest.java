// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class BrokerConnectivityTest {
  private final Map<MetricName, Figure> figures = new HashMap<>();
  private long nanos;
  private final BrokerConnectivity contact =
      new BrokerConnectivity(() -> figures, Duration.ofSeconds(3), () -> nanos);

  private record Figure(MetricName metricName, Object metricValue) implements Metric {}

  @Test
  void beforeTheFirstAnswerThereIsNone() {
    consumer("a", 1, 0);
    assertThat(contact.isConnected()).isFalse();
  }

  @Test
  void anAnswerMakesItAndSilenceEndsIt() {
    consumer("a", 1, 1);
    assertThat(contact.isConnected()).isTrue();
    pass(3);
    assertThat(contact.isConnected()).as("within the silence that is allowed").isTrue();
    pass(1);
    assertThat(contact.isConnected()).as("a broker that hangs").isFalse();
    consumer("a", 1, 2);
    assertThat(contact.isConnected()).isTrue();
  }

  @Test
  void itIsLostAtOnceWithTheLastConnectionAndAnAttemptToConnectDoesNotBringItBack() {
    consumer("a", 2, 10);
    assertThat(contact.isConnected()).isTrue();
    consumer("a", 0, 10);
    assertThat(contact.isConnected()).isFalse();
    consumer("a", 1, 10);
    assertThat(contact.isConnected()).as("connecting").isFalse();
    consumer("a", 1, 11);
    assertThat(contact.isConnected()).as("connected").isTrue();
  }

  @Test
  void ofSeveralConsumersOneThatIsAnsweredIsEnough() {
    consumer("a", 0, 5);
    consumer("b", 1, 5);
    assertThat(contact.isConnected()).isTrue();
    pass(4);
    consumer("b", 1, 6);
    assertThat(contact.isConnected()).isTrue();
  }

  @Test
  void whatOtherClientsOfTheProcessSayDoesNotCount() {
    figure("producer-metrics", "connection-count", "p", 1);
    figure("producer-metrics", "response-total", "p", 7);
    assertThat(contact.isConnected()).isFalse();
  }

  private void consumer(String id, double connections, double answers) {
    figure("consumer-metrics", "connection-count", id, connections);
    figure("consumer-metrics", "response-total", id, answers);
  }

  private void figure(String group, String name, String id, double value) {
    var metric = new MetricName(name, group, "", Map.of("client-id", id));
    figures.put(metric, new Figure(metric, value));
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }
}
