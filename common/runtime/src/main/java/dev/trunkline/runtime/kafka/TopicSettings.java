// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.Topic;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
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

  static final Setting<Integer> PARTITIONS =
      Setting.integer("TOPICS_PARTITIONS", 12, 1, 1_000)
          .meaning("Partitions of each call topic that Trunkline creates; existing ones stay.")
          .reason("More than 12 workers of one stage: one without a partition gets no calls.")
          .readByEveryService();

  static final Setting<Integer> REPLICATION =
      Setting.integer("TOPICS_REPLICATION", 1, 1, 9)
          .meaning("Replicas of each topic that Trunkline creates.")
          .reason("3 on any cluster that calls depend on.")
          .readByEveryService();

  static final Setting<Integer> MIN_INSYNC =
      Setting.integer("TOPICS_MIN_INSYNC", 0, 0, 9)
          .defaultShown("the broker's")
          .meaning("Replicas that must have a record before it counts as written.")
          .reason("2 with three replicas, so that no acknowledged record is lost with a broker.")
          .readByEveryService();

  static final Setting<Integer> AUDIO_HOURS =
      hours("TOPICS_RETENTION_AUDIO_HOURS", Topic.Kind.AUDIO)
          .meaning("Hours for which the audio of calls is kept, both sides.")
          .reason("Your rules for recordings.");

  static final Setting<Integer> EVENTS_HOURS =
      hours("TOPICS_RETENTION_EVENTS_HOURS", Topic.Kind.EVENTS)
          .meaning("Hours for which events are kept, transcripts among them.")
          .reason("Your rules for transcripts, and how far back analytics read.");

  static final Setting<Integer> DEAD_LETTERS_HOURS =
      hours("TOPICS_RETENTION_DEAD_LETTERS_HOURS", Topic.Kind.DEAD_LETTERS)
          .meaning("Hours for which unreadable records are kept.")
          .reason("Your rules for recordings and transcripts.");

  /** Segments per retention time: a record is deleted at most an eighth of it late. */
  private static final int SEGMENTS = 8;

  private static final Duration MIN_SEGMENT = Duration.ofMinutes(10);

  /** Reads and checks them. */
  public static TopicSettings from(Settings settings) {
    var topics =
        new TopicSettings(
            settings.get(PARTITIONS),
            settings.get(REPLICATION),
            settings.get(MIN_INSYNC),
            Duration.ofHours(settings.get(EVENTS_HOURS)),
            Duration.ofHours(settings.get(AUDIO_HOURS)),
            Duration.ofHours(settings.get(DEAD_LETTERS_HOURS)));
    if (topics.minInSync > topics.replication) {
      throw new InvalidSetting(
          MIN_INSYNC.name(),
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

  private static Setting<Integer> hours(String name, Topic.Kind kind) {
    int defaultValue = Math.toIntExact(kind.retention().toHours());
    return Setting.integer(name, defaultValue, 1, TEN_YEARS_IN_HOURS).readByEveryService();
  }
}
