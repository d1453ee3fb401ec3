package dev.trunkline.common.kafka;

import dev.trunkline.common.config.InvalidSetting;
import dev.trunkline.common.config.Settings;
import dev.trunkline.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing; leaves those that exist as they are, but refuses call-keyed
 * topics whose partition counts differ, since a call's records would not meet.
 */
public final class TopicCreator {
  private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final int LOOKS = 100;

  private final KafkaClients clients;
  private final int partitions;
  private final short replication;

  /** Reads {@code TOPICS_PARTITIONS} (12) and {@code TOPICS_REPLICATION} (1). */
  public TopicCreator(KafkaClients clients, Settings settings) {
    this.clients = clients;
    this.partitions = settings.integer("TOPICS_PARTITIONS", 12, 1, 1_000);
    this.replication = (short) settings.integer("TOPICS_REPLICATION", 1, 1, 9);
  }

  /** Makes sure that {@code topics} and their dead-letter topics exist. */
  public void ensure(Collection<Topic> topics) {
    var wanted = new ArrayList<Topic>();
    topics.forEach(topic -> {
      wanted.add(topic);
      wanted.add(topic.deadLetters());
    });
    try (Admin admin = clients.admin(TIMEOUT)) {
      for (Topic topic : wanted) {
        create(admin, topic);
      }
      requireEqualPartitions(admin, topics.stream().filter(Topic::partitioned).toList());
    } catch (ExecutionException e) {
      throw new InvalidSetting(
          "KAFKA_BOOTSTRAP_SERVERS",
          "names a broker that did not answer (" + rootMessage(e) + ")",
          "start the broker, or correct the address");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void create(Admin admin, Topic topic) throws ExecutionException, InterruptedException {
    var description =
        new NewTopic(topic.name(), topic.partitioned() ? partitions : 1, replication)
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(topic.retention().toMillis()),
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE));
    try {
      admin.createTopics(List.of(description)).all().get();
      log.atInfo().addKeyValue("topic", topic.name()).log("topic created");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void requireEqualPartitions(Admin admin, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    var counts = new HashMap<String, Integer>();
    for (Topic topic : topics) {
      counts.put(topic.name(), describe(admin, topic).partitions().size());
    }
    if (counts.values().stream().distinct().count() > 1) {
      throw new InvalidSetting(
          "TOPICS_PARTITIONS",
          "is not the same for all call topics: " + new TreeMap<>(counts),
          "create them with one partition count, or let Trunkline create them");
    }
  }

  /** A topic just created may take a moment to be known to the broker that is asked. */
  private static TopicDescription describe(Admin admin, Topic topic)
      throws ExecutionException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Objects.requireNonNull(
            admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name()));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == LOOKS) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
