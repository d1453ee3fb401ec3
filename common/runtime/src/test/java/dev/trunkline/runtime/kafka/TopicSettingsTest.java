// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topic;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {

  @Test
  void defaultRetentionDependsOnTheKindOfTopic() {
    assertRetention(Map.of(), Topics.CALLS.topic(), Duration.ofDays(7));
    assertRetention(Map.of(), Topics.AUDIO_INBOUND, Duration.ofDays(1));
    assertRetention(Map.of(), Topics.AUDIO_INBOUND.deadLetters(), Duration.ofDays(14));
    assertRetention(Map.of(), Topics.gateway(ReturnAddress.ofGateway("a")), Duration.ofHours(24));
    assertThat(newTopic(Map.of(), Topics.CALLS.topic()).configs())
        .as("the broker's default")
        .doesNotContainKey("min.insync.replicas");
  }

  @Test
  void operatorSetsRetentionReplicasAndPartitions() {
    Map<String, String> chosen =
        Map.of(
            "TOPICS_PARTITIONS", "48",
            "TOPICS_REPLICATION", "3",
            "TOPICS_MIN_INSYNC", "2",
            "TOPICS_RETENTION_AUDIO_HOURS", "2",
            "TOPICS_RETENTION_EVENTS_HOURS", "720");
    assertRetention(chosen, Topics.AUDIO_INBOUND, Duration.ofHours(2));
    assertRetention(chosen, Topics.TURNS.topic(), Duration.ofDays(30));
    NewTopic audio = newTopic(chosen, Topics.AUDIO_INBOUND);
    assertThat(audio.numPartitions()).isEqualTo(48);
    assertThat(audio.replicationFactor()).isEqualTo((short) 3);
    assertThat(audio.configs()).containsEntry("min.insync.replicas", "2");
    assertThat(newTopic(chosen, Topics.AUDIO_INBOUND.deadLetters()).numPartitions()).isOne();
  }

  @Test
  void audioIsDeletedSoonAfterItsRetention() {
    assertThat(newTopic(Map.of(), Topics.AUDIO_INBOUND).configs())
        .containsEntry("segment.ms", String.valueOf(Duration.ofHours(3).toMillis()));
  }

  @Test
  void rejectsMoreInSyncReplicasThanReplicas() {
    Settings wrong = Settings.of(Map.of("TOPICS_REPLICATION", "2", "TOPICS_MIN_INSYNC", "3"));
    assertThatThrownBy(() -> TopicSettings.from(wrong))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("TOPICS_MIN_INSYNC is more than TOPICS_REPLICATION (2)");
  }

  private static void assertRetention(Map<String, String> chosen, Topic topic, Duration kept) {
    assertThat(newTopic(chosen, topic).configs())
        .containsEntry("retention.ms", String.valueOf(kept.toMillis()));
  }

  private static NewTopic newTopic(Map<String, String> chosen, Topic topic) {
    return TopicSettings.from(Settings.of(chosen)).newTopic(topic);
  }
}
