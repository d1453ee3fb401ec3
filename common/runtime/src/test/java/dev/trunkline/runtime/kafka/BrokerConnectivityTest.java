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
  private final Map<MetricName, Value> metrics = new HashMap<>();
  private long nanos;
  private final BrokerConnectivity connectivity =
      new BrokerConnectivity(() -> metrics, Duration.ofSeconds(3), () -> nanos);

  private record Value(MetricName metricName, Object metricValue) implements Metric {}

  @Test
  void isDisconnectedBeforeTheFirstResponse() {
    consumer("a", 1, 0);
    assertThat(connectivity.isConnected()).isFalse();
  }

  @Test
  void connectsWithAResponseAndDisconnectsAfterSilence() {
    consumer("a", 1, 1);
    assertThat(connectivity.isConnected()).isTrue();
    pass(3);
    assertThat(connectivity.isConnected()).as("within the allowed silence").isTrue();
    pass(1);
    assertThat(connectivity.isConnected()).as("a broker that hangs").isFalse();
    consumer("a", 1, 2);
    assertThat(connectivity.isConnected()).isTrue();
  }

  @Test
  void isDisconnectedFromTheLastCloseToTheNextResponse() {
    consumer("a", 2, 10);
    assertThat(connectivity.isConnected()).isTrue();
    consumer("a", 0, 10);
    assertThat(connectivity.isConnected()).isFalse();
    consumer("a", 1, 10);
    assertThat(connectivity.isConnected()).as("connecting").isFalse();
    consumer("a", 1, 11);
    assertThat(connectivity.isConnected()).as("connected").isTrue();
  }

  @Test
  void oneOfSeveralConsumersIsEnough() {
    consumer("a", 0, 5);
    consumer("b", 1, 5);
    assertThat(connectivity.isConnected()).isTrue();
    pass(4);
    consumer("b", 1, 6);
    assertThat(connectivity.isConnected()).isTrue();
  }

  @Test
  void ignoresTheMetricsOfOtherClients() {
    metric("producer-metrics", "connection-count", "p", 1);
    metric("producer-metrics", "response-total", "p", 7);
    assertThat(connectivity.isConnected()).isFalse();
  }

  private void consumer(String id, double connections, double answers) {
    metric("consumer-metrics", "connection-count", id, connections);
    metric("consumer-metrics", "response-total", id, answers);
  }

  private void metric(String group, String name, String id, double value) {
    var metric = new MetricName(name, group, "", Map.of("client-id", id));
    metrics.put(metric, new Value(metric, value));
  }

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }
}
