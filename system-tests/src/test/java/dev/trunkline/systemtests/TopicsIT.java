// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.cli.broker.EmbeddedBroker;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.KafkaAccess;
import dev.trunkline.runtime.kafka.KafkaClients;
import dev.trunkline.runtime.kafka.TopicCreator;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Topics that are there already, as an operator made them, and topics that are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(14)
class TopicsIT {
  private static final KafkaAccess SPEECH =
      KafkaAccess.ofGroup("vad", Topics.AUDIO_INBOUND).writing(Topics.SPEECH);

  private EmbeddedBroker broker;
  private Settings settings;
  private Admin admin;

  @BeforeAll
  void start(@TempDir Path directory) {
    broker = EmbeddedBroker.start(directory, 0);
    settings = Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()));
    admin = KafkaClients.from(settings).admin(Duration.ofSeconds(20));
  }

  @AfterEach
  void deleteTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    await("no topics").until(() -> admin.listTopics().names().get().isEmpty());
  }

  @AfterAll
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void existingTopicsAreNotChanged() throws Exception {
    create(new NewTopic("audio.inbound", 5, (short) 1).configs(Map.of("retention.ms", "60000")));
    create(new NewTopic("speech", 5, (short) 1));
    create(new NewTopic("audio.inbound.dlq", 2, (short) 1));
    ensure(SPEECH, Map.of("TOPICS_REPLICATION", "3", "TOPICS_RETENTION_AUDIO_HOURS", "2"));
    assertThat(partitions("audio.inbound")).isEqualTo(5);
    assertThat(partitions("audio.inbound.dlq")).isEqualTo(2);
    assertThat(config("audio.inbound", "retention.ms")).isEqualTo("60000");
    assertThat(config("speech", "retention.ms")).as("the broker's default").isEqualTo("604800000");
  }

  @Test
  void differentPartitionCountsAreRejected() throws Exception {
    create(new NewTopic("audio.inbound", 4, (short) 1));
    create(new NewTopic("speech", 5, (short) 1));
    assertThatThrownBy(() -> ensure(SPEECH, Map.of()))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(
            "TOPICS_PARTITIONS is not the same for all call topics: {audio.inbound=4, speech=5}");
  }

  @Test
  void missingTopicsAreCreatedAsConfigured() throws Exception {
    ensure(
        SPEECH,
        Map.of(
            "TOPICS_PARTITIONS", "7",
            "TOPICS_MIN_INSYNC", "1",
            "TOPICS_RETENTION_AUDIO_HOURS", "2"));
    assertThat(partitions("audio.inbound")).isEqualTo(7);
    assertThat(partitions("audio.inbound.dlq")).isEqualTo(1);
    assertThat(config("audio.inbound", "retention.ms")).isEqualTo("7200000");
    assertThat(config("audio.inbound", "min.insync.replicas")).isEqualTo("1");
  }

  @Test
  void conversationChangelogIsCompactedSoon() throws Exception {
    try (var _ = LocalStack.startOn(broker.bootstrapServers())) {
      String changelog = "dialog-conversations-changelog";
      assertThat(config(changelog, "cleanup.policy")).isEqualTo("compact");
      assertThat(config(changelog, "segment.bytes")).isEqualTo("1048576");
      assertThat(config(changelog, "max.compaction.lag.ms")).isEqualTo("3600000");
    }
  }

  @Test
  void moreReplicasThanBrokersAreRejected() {
    assertThatThrownBy(() -> ensure(SPEECH, Map.of("TOPICS_REPLICATION", "3")))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("TOPICS_REPLICATION is more than the cluster can provide");
  }

  private void ensure(KafkaAccess access, Map<String, String> chosen) {
    Settings all = settings.with(chosen);
    new TopicCreator(KafkaClients.from(all), all).ensure(access);
  }

  private void create(NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }

  private int partitions(String topic) throws Exception {
    var described = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    return Objects.requireNonNull(described).partitions().size();
  }

  private String config(String topic, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var configs = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return Objects.requireNonNull(Objects.requireNonNull(configs).get(name)).value();
  }
}
