// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private final Map<MetricName, Metric> client = new HashMap<>();

  @Test
  void lagIsTheSumOverThePartitions() {
    lag("stt", "audio.inbound", "0", 40);
    lag("stt", "speech", "0", 2);
    lag("stt", "speech", "1", 1);
    assertThat(Gauges.lag(client)).isEqualTo(43);
  }

  @Test
  void countsATopicReportedTwiceOnce() {
    lag("stt", "audio.inbound", "0", 40);
    lag("stt", "audio_inbound", "0", 40);
    assertThat(Gauges.lag(client)).isEqualTo(40);
  }

  @Test
  void ignoresUnreadPartitionsAndStoreRestoration() {
    lag("dialog-1-consumer", "speech", "0", Double.NaN);
    lag("dialog-1-restore-consumer", "dialog-conversations-changelog", "0", 500);
    assertThat(Gauges.lag(client)).isZero();
  }

  @Test
  void addsUpTwoThreadsOfOneProcess() {
    lag("dialog-1-consumer", "speech", "0", 3);
    lag("dialog-2-consumer", "speech", "1", 4);
    assertThat(Gauges.lag(client)).isEqualTo(7);
  }

  @Test
  void theLastRegisteredGaugeReplacesTheEarlier() {
    var meters = new SimpleMeterRegistry();
    Gauges.register(meters, "calls", Tags.of("stage", "vad"), () -> 1);
    Gauges.register(meters, "calls", Tags.of("stage", "vad"), () -> 2);
    assertThat(meters.get("calls").tag("stage", "vad").gauge().value()).isEqualTo(2);
  }

  private void lag(String clientId, String topic, String partition, double value) {
    Map<String, String> tags =
        Map.of("client-id", clientId, "topic", topic, "partition", partition);
    var name = new MetricName("records-lag", "consumer-fetch-manager-metrics", "", tags);
    client.put(
        name,
        new Metric() {
          @Override
          public MetricName metricName() {
            return name;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
