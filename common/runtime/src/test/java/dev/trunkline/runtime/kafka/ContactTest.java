// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ContactTest {
  private final Map<MetricName, Figure> figures = new HashMap<>();
  private long nanos;
  private final Contact contact = new Contact(() -> figures, Duration.ofSeconds(3), () -> nanos);

  private record Figure(MetricName metricName, Object metricValue) implements Metric {}

  @Test
  void beforeTheFirstAnswerThereIsNone() {
    consumer("a", 1, 0);
    assertThat(contact.isKept()).isFalse();
  }

  @Test
  void anAnswerMakesItAndSilenceEndsIt() {
    consumer("a", 1, 1);
    assertThat(contact.isKept()).isTrue();
    pass(3);
    assertThat(contact.isKept()).as("within the silence that is allowed").isTrue();
    pass(1);
    assertThat(contact.isKept()).as("a broker that hangs").isFalse();
    consumer("a", 1, 2);
    assertThat(contact.isKept()).isTrue();
  }

  @Test
  void itIsLostAtOnceWithTheLastConnectionAndAnAttemptToConnectDoesNotBringItBack() {
    consumer("a", 2, 10);
    assertThat(contact.isKept()).isTrue();
    consumer("a", 0, 10);
    assertThat(contact.isKept()).isFalse();
    consumer("a", 1, 10);
    assertThat(contact.isKept()).as("connecting").isFalse();
    consumer("a", 1, 11);
    assertThat(contact.isKept()).as("connected").isTrue();
  }

  @Test
  void ofSeveralConsumersOneThatIsAnsweredIsEnough() {
    consumer("a", 0, 5);
    consumer("b", 1, 5);
    assertThat(contact.isKept()).isTrue();
    pass(4);
    consumer("b", 1, 6);
    assertThat(contact.isKept()).isTrue();
  }

  @Test
  void whatOtherClientsOfTheProcessSayDoesNotCount() {
    figure("producer-metrics", "connection-count", "p", 1);
    figure("producer-metrics", "response-total", "p", 7);
    assertThat(contact.isKept()).isFalse();
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
