// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.Topic;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The configuration of topics that Trunkline creates. The only place that reads {@code TOPICS_*}.
 *
 * @param minInSync 0 for the broker's own default
 */
public record TopicSettings(
    int partitions,
    int replication,
    int minInSync,
    Duration events,
    Duration audio,
    Duration dead) {

  private static final int TEN_YEARS_IN_HOURS = 10 * 365 * 24;

  /** Segments per retention time: a record is deleted at most an eighth of it late. */
  private static final int SEGMENTS = 8;

  private static final Duration MIN_SEGMENT = Duration.ofMinutes(10);

  /** Reads and checks them. */
  public static TopicSettings from(Settings settings) {
    var topics =
        new TopicSettings(
            settings.integer("TOPICS_PARTITIONS", 12, 1, 1_000),
            settings.integer("TOPICS_REPLICATION", 1, 1, 9),
            settings.integer("TOPICS_MIN_INSYNC", 0, 0, 9),
            hours(settings, "TOPICS_RETENTION_EVENTS_HOURS", Topic.Kind.EVENTS),
            hours(settings, "TOPICS_RETENTION_AUDIO_HOURS", Topic.Kind.AUDIO),
            hours(settings, "TOPICS_RETENTION_DEAD_LETTERS_HOURS", Topic.Kind.DEAD_LETTERS));
    if (topics.minInSync > topics.replication) {
      throw new InvalidSetting(
          "TOPICS_MIN_INSYNC",
          "is more than TOPICS_REPLICATION ("
              + topics.replication
              + "), so nothing could be written",
          "set it to less than TOPICS_REPLICATION, e.g. 2 of 3");
    }
    return topics;
  }

  /** The topic with its partitions, replicas and configuration. */
  NewTopic newTopic(Topic topic) {
    Duration retention = retention(topic.kind());
    Duration segment = retention.dividedBy(SEGMENTS);
    if (segment.compareTo(MIN_SEGMENT) < 0) {
      segment = MIN_SEGMENT;
    }
    var configs = new HashMap<>(durability());
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    configs.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
    configs.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(segment.toMillis()));
    return new NewTopic(topic.name(), topic.partitioned() ? partitions : 1, (short) replication)
        .configs(configs);
  }

  /** The configuration that keeps acknowledged records from being lost. */
  public Map<String, String> durability() {
    return minInSync == 0
        ? Map.of()
        : Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(minInSync));
  }

  private Duration retention(Topic.Kind kind) {
    return switch (kind) {
      case EVENTS -> events;
      case AUDIO, RETURN -> audio;
      case DEAD_LETTERS -> dead;
    };
  }

  private static Duration hours(Settings settings, String variable, Topic.Kind kind) {
    int defaultValue = Math.toIntExact(kind.retention().toHours());
    return Duration.ofHours(settings.integer(variable, defaultValue, 1, TEN_YEARS_IN_HOURS));
  }
}
