// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a worker: polls, hands over what came, and commits what is finished, after the
 * results are acknowledged. The handler is called on this one thread only.
 */
public final class ConsumerLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Long enough to cover a first start under calls, short enough not to answer yesterday's. */
  private static final Duration WITHOUT_OFFSET = Duration.ofSeconds(30);

  private static final int MOST_FAILED_POLLS = 100;
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

  /** Three times what a member without partitions waits between heartbeats by default. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** What a worker does with its records. */
  public interface Handler {
    /**
     * Takes a poll's records; must not block for long. Something that goes wrong with one call's
     * record is that call's affair: only what no other record would survive may be thrown.
     */
    void handle(ConsumerRecords<String, byte[]> records);

    /** Called about ten times a second, also when nothing came. */
    default void tick() {}

    /** These partitions are ours from now on; their records follow. Must not block for long. */
    default void assigned(Collection<TopicPartition> partitions) {}

    /** These partitions go to another owner: stop work on their calls. Already committed. */
    void revoked(Collection<TopicPartition> partitions);
  }

  private final String name;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<String> topics;
  private final Commits commits;
  private final Handler handler;
  private final Thread thread;
  private final BrokerConnectivity contact;
  private final Set<TopicPartition> unplaced = new HashSet<>();
  private boolean given;
  private boolean inContact;
  private int failedPolls;
  private long lastLookNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean alive;
  private volatile boolean member;
  private volatile @Nullable Exception failure;

  public ConsumerLoop(
      String name,
      KafkaConsumer<String, byte[]> consumer,
      List<String> topics,
      UnfinishedWork unfinished,
      Publisher results,
      Handler handler) {
    this.name = name;
    this.consumer = consumer;
    this.topics = topics;
    this.commits = new Commits(name, consumer, unfinished, results);
    this.handler = handler;
    this.contact = new BrokerConnectivity(consumer::metrics, SILENCE, System::nanoTime);
    this.thread = Thread.ofPlatform().name(name + "-loop").unstarted(this::run);
  }

  public void start() {
    alive = true;
    thread.start();
  }

  /**
   * Ready while it is a member of its group and the cluster answers; also without partitions, which
   * is so if the group has more members than there are partitions.
   */
  public KafkaState state() {
    if (failure != null) {
      return KafkaState.FAILED;
    }
    if (alive && !contact.isConnected()) {
      return KafkaState.AWAY;
    }
    return alive && member ? KafkaState.READY : KafkaState.JOINING;
  }

  /** Commits what is finished and leaves the group, so that others take over at once. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (thread.isAlive() && !thread.join(CLOSE_WAIT)) {
        log.atWarn().addKeyValue("loop", name).log("loop did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.subscribe(topics, new Rebalance());
      while (!stopping) {
        place();
        ConsumerRecords<String, byte[]> records = poll();
        if (!records.isEmpty()) {
          handler.handle(records);
          commits.handled(records);
        }
        handler.tick();
        commits.nowAndThen();
        look();
      }
      commits.handOver(consumer.assignment());
    } catch (Exception e) {
      failure = e;
      log.atError().addKeyValue("loop", name).setCause(e).log("loop died");
    } finally {
      alive = false;
      // What the handler drops here is not finished: nothing may be committed for it on closing.
      commits.forget(consumer.assignment());
      handler.revoked(consumer.assignment());
      consumer.close(CloseOptions.timeout(ANSWER_WAIT));
    }
  }

  private void look() {
    member = given && consumer.groupMetadata().generationId() > 0;
    long now = System.nanoTime();
    if (!inContact || now - lastLookNanos >= LOOK_EVERY_NANOS) {
      lastLookNanos = now;
      inContact = contact.isConnected();
    }
  }

  /**
   * A member that was fenced, or a broker that is away, comes back; only what stays wrong ends us.
   */
  private ConsumerRecords<String, byte[]> poll() {
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(inContact ? POLL : Duration.ZERO);
      if (!inContact && records.isEmpty()) {
        ConsumerBackoff.pause(consumer);
      }
      failedPolls = 0;
      return records;
    } catch (AuthenticationException | AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      if (++failedPolls > MOST_FAILED_POLLS) {
        throw e;
      }
      log.atWarn().addKeyValue("loop", name).setCause(e).log("poll failed, trying again");
      LockSupport.parkNanos(POLL.toNanos());
      return ConsumerRecords.empty();
    }
  }

  /** Until it is known where they begin, partitions are not read. */
  private void place() {
    if (unplaced.isEmpty()) {
      return;
    }
    Set<TopicPartition> partitions = Set.copyOf(unplaced);
    try {
      beginWhereNobodyHasRead(partitions);
      consumer.resume(partitions);
      unplaced.removeAll(partitions);
    } catch (AuthenticationException | AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      log.atWarn()
          .addKeyValue("loop", name)
          .addKeyValue("why", e.toString())
          .log("the begin of partitions is not known yet, trying again");
    }
  }

  /**
   * Lets partitions that nobody has read begin a little back. The consumer's own reset by duration
   * would leave an empty partition without a position, and look again only now and then.
   */
  private void beginWhereNobodyHasRead(Collection<TopicPartition> partitions) {
    var unread = new HashMap<TopicPartition, Long>();
    long since = System.currentTimeMillis() - WITHOUT_OFFSET.toMillis();
    consumer
        .committed(Set.copyOf(partitions), ANSWER_WAIT)
        .forEach((partition, offset) -> {
          if (offset == null) {
            unread.put(partition, since);
          }
        });
    if (unread.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(unread.keySet(), ANSWER_WAIT);
    consumer
        .offsetsForTimes(unread, ANSWER_WAIT)
        .forEach((partition, found) ->
            consumer.seek(
                partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      given = true;
      consumer.pause(partitions);
      unplaced.addAll(partitions);
      place();
      handler.assigned(partitions);
      log.atInfo()
          .addKeyValue("loop", name)
          .addKeyValue("partitions", partitions.size())
          .log("partitions assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commits.handOver(partitions);
      drop(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      given = false;
      drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
      unplaced.removeAll(partitions);
      commits.forget(partitions);
    }
  }
}
