// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import dev.trunkline.events.topic.Topic;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at start that a service can work with the cluster: creates missing topics, leaves existing
 * ones as they are, rejects call-keyed topics with different partition counts (a call's records
 * would not meet in one consumer), and checks the ACLs that the service needs.
 */
public final class TopicCreator {
  private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration DESCRIBE_INTERVAL = Duration.ofMillis(100);
  private static final int MAX_DESCRIBES = 100;

  private final KafkaClients clients;
  private final TopicSettings topics;
  private final ClusterErrors errors;

  public TopicCreator(KafkaClients clients, Settings settings) {
    this.clients = clients;
    this.topics = TopicSettings.from(settings);
    this.errors = new ClusterErrors(settings);
  }

  /**
   * Creates what {@code access} needs and is missing, and checks the rights to use it.
   *
   * @throws InvalidSetting if a topic or a right is missing, or if the cluster does not respond
   */
  public void ensure(KafkaAccess access) {
    try (Admin admin = clients.admin(TIMEOUT)) {
      Map<Topic, TopicDescription> found = new HashMap<>();
      for (Topic topic : access.topics()) {
        found.put(topic, find(admin, topic));
      }
      requireEqualPartitions(found);
      access.reads().forEach(topic -> requireRight(AclOperation.READ, topic, found));
      access.writes().forEach(topic -> requireRight(AclOperation.WRITE, topic, found));
      access.reads().forEach(topic -> requireRight(AclOperation.WRITE, topic.deadLetters(), found));
      if (access.group().isPresent()) {
        requireGroup(admin, access.group().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TopicDescription find(Admin admin, Topic topic) throws InterruptedException {
    Optional<TopicDescription> found = describe(admin, topic);
    if (found.isEmpty()) {
      create(admin, topic);
    }
    // The broker that answers may learn of a new topic a moment later.
    for (int describes = 1; found.isEmpty(); describes++) {
      found = describe(admin, topic);
      if (found.isEmpty() && describes == MAX_DESCRIBES) {
        throw errors.of(new UnknownTopicOrPartitionException(), "create", topic.name());
      }
      LockSupport.parkNanos(found.isEmpty() ? DESCRIBE_INTERVAL.toNanos() : 0);
    }
    return found.get();
  }

  private Optional<TopicDescription> describe(Admin admin, Topic topic)
      throws InterruptedException {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    try {
      var all = admin.describeTopics(List.of(topic.name()), options).allTopicNames().get();
      return Optional.ofNullable(all.get(topic.name()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw errors.of(e, "describe", topic.name());
    }
  }

  private void create(Admin admin, Topic topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(topics.newTopic(topic))).all().get();
      log.atInfo().addKeyValue("topic", topic.name()).log("topic created");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw errors.of(e, "create", topic.name());
      }
    }
  }

  private static void requireEqualPartitions(Map<Topic, TopicDescription> found) {
    var counts = new TreeMap<String, Integer>();
    found.forEach((topic, description) -> {
      if (topic.partitioned()) {
        counts.put(topic.name(), description.partitions().size());
      }
    });
    if (counts.values().stream().distinct().count() > 1) {
      throw new InvalidSetting(
          TopicSettings.PARTITIONS.name(),
          "is not the same for all call topics: " + counts,
          "create them with the same partition count, or let Trunkline create them");
    }
  }

  /** A cluster without an authoriser allows everything; an old one does not list rights. */
  private void requireRight(
      AclOperation right, Topic topic, Map<Topic, TopicDescription> descriptions) {
    TopicDescription found = descriptions.get(topic);
    Set<AclOperation> allowed = found == null ? null : found.authorizedOperations();
    if (allowed != null && !allowed.contains(right)) {
      throw errors.missing(right.name(), "topic " + topic.name());
    }
  }

  private void requireGroup(Admin admin, String group) throws InterruptedException {
    try {
      var descriptions = admin.describeConsumerGroups(List.of(group)).all().get();
      log.atDebug().addKeyValue("group", descriptions).log("consumer group is readable");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw errors.of(e, "read", group);
      }
    }
  }
}
