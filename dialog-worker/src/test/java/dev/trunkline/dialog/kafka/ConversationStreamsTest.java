// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.runtime.service.ServiceContext;
import dev.trunkline.runtime.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ConversationStreamsTest {
  private static final String FETCH_WAIT = "fetch.max.wait.ms";
  private static final String LINGER = "linger.ms";

  @Test
  void clientsUseLowLatencySettings() {
    StreamsConfig config = config(Map.of());
    assertThat(config.getMainConsumerConfigs("dialog", "a", 0)).containsEntry(FETCH_WAIT, 100);
    assertThat(config.getRestoreConsumerConfigs("a")).containsEntry(FETCH_WAIT, 10);
    assertThat(config.getProducerConfigs("a")).containsEntry(LINGER, 0L);
  }

  @Test
  void kafkaSettingsOverrideOurs() {
    StreamsConfig config = config(Map.of("KAFKA_FETCH_MAX_WAIT_MS", "250", "KAFKA_LINGER_MS", "3"));
    assertThat(config.getMainConsumerConfigs("dialog", "a", 0)).containsEntry(FETCH_WAIT, "250");
    assertThat(config.getProducerConfigs("a")).containsEntry(LINGER, "3");
  }

  private static StreamsConfig config(Map<String, String> settings) {
    return new StreamsConfig(
        ConversationStreams.properties(
            ServiceContext.of(
                Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")).with(settings),
                new SimpleMeterRegistry())));
  }
}
