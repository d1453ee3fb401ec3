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
 * The polling thread of a worker: passes records to its handler, and commits the offsets of
 * finished work once its results are acknowledged. Calls the handler on this one thread only.
 */
public final class ConsumerLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  /**
   * How far back a partition without a committed offset is read: long enough to cover a first start
   * during calls, short enough not to answer yesterday's.
   */
  private static final Duration INITIAL_LOOKBACK = Duration.ofSeconds(30);

  private static final int MAX_FAILED_POLLS = 100;
  private static final long STATE_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  /** Three heartbeat intervals of a group member without partitions, at the broker's defaults. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(15);

  /** A worker's part: what it does with the records. */
  public interface Handler {
    /**
     * Handles the records of one poll; must not block for long. It deals with a failure that
     * concerns one call's record itself; an exception stops the worker.
     */
    void handle(ConsumerRecords<String, byte[]> records);

    /** Called at least ten times a second, also without records. */
    default void tick() {}

    /** These partitions were assigned; their records follow. Must not block for long. */
    default void assigned(Collection<TopicPartition> partitions) {}

    /** These partitions go to another member, and are committed: stop work on their calls. */
    void revoked(Collection<TopicPartition> partitions);
  }

  private final String name;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<String> topics;
  private final Commits commits;
  private final Handler handler;
  private final Thread thread;
  private final BrokerConnectivity connectivity;
  private final Set<TopicPartition> unpositioned = new HashSet<>();
  private boolean hasAssignment;
  private boolean connected;
  private int failedPolls;
  private long stateUpdatedNanos = System.nanoTime();
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
    this.connectivity = new BrokerConnectivity(consumer::metrics, MAX_SILENCE, System::nanoTime);
    this.thread = Thread.ofPlatform().name(name + "-loop").unstarted(this::run);
  }

  public void start() {
    alive = true;
    thread.start();
  }

  /**
   * Ready while it is a member of its group and the cluster responds; also without partitions, as
   * happens if the group has more members than there are partitions.
   */
  public KafkaState state() {
    if (failure != null) {
      return KafkaState.FAILED;
    }
    if (alive && !connectivity.isConnected()) {
      return KafkaState.AWAY;
    }
    return alive && member ? KafkaState.READY : KafkaState.JOINING;
  }

  /** Commits finished work and leaves the group, so that others take over immediately. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
        log.atWarn()
            .addKeyValue("loop", name)
            .log("consumer loop did not stop in time; closing without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.subscribe(topics, new Rebalance());
      while (!stopping) {
        positionAssigned();
        ConsumerRecords<String, byte[]> records = poll();
        if (!records.isEmpty()) {
          handler.handle(records);
          commits.handled(records);
        }
        handler.tick();
        commits.commitIfDue();
        updateState();
      }
      commits.commitNow(consumer.assignment());
    } catch (Exception e) {
      failure = e;
      log.atError()
          .addKeyValue("loop", name)
          .setCause(e)
          .log("consumer loop failed; the worker must restart");
    } finally {
      alive = false;
      // Work that the handler abandons here is not finished: closing must not commit it.
      commits.forget(consumer.assignment());
      handler.revoked(consumer.assignment());
      consumer.close(CloseOptions.timeout(REQUEST_TIMEOUT));
    }
  }

  private void updateState() {
    member = hasAssignment && consumer.groupMetadata().generationId() > 0;
    long now = System.nanoTime();
    if (!connected || now - stateUpdatedNanos >= STATE_INTERVAL_NANOS) {
      stateUpdatedNanos = now;
      connected = connectivity.isConnected();
    }
  }

  /**
   * A fenced member rejoins and an unreachable broker returns: only authentication, authorisation
   * and an error that persists for {@link #MAX_FAILED_POLLS} polls stop the loop.
   */
  private ConsumerRecords<String, byte[]> poll() {
    try {
      ConsumerRecords<String, byte[]> records =
          consumer.poll(connected ? POLL_TIMEOUT : Duration.ZERO);
      if (!connected && records.isEmpty()) {
        ConsumerBackoff.pause(consumer);
      }
      failedPolls = 0;
      return records;
    } catch (AuthenticationException | AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      if (++failedPolls > MAX_FAILED_POLLS) {
        throw e;
      }
      log.atWarn().addKeyValue("loop", name).setCause(e).log("poll failed; retrying");
      LockSupport.parkNanos(POLL_TIMEOUT.toNanos());
      return ConsumerRecords.empty();
    }
  }

  /** Resumes newly assigned partitions once their starting offsets are known. */
  private void positionAssigned() {
    if (unpositioned.isEmpty()) {
      return;
    }
    Set<TopicPartition> partitions = Set.copyOf(unpositioned);
    try {
      seekWhereNothingIsCommitted(partitions);
      consumer.resume(partitions);
      unpositioned.removeAll(partitions);
    } catch (AuthenticationException | AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      log.atWarn()
          .addKeyValue("loop", name)
          .addKeyValue("error", e.toString())
          .log("starting offsets unknown; partitions stay paused until the broker answers");
    }
  }

  /**
   * Starts partitions without a committed offset {@link #INITIAL_LOOKBACK} in the past. The
   * consumer's own reset by duration would leave an empty partition without a position, and check
   * it again only occasionally.
   */
  private void seekWhereNothingIsCommitted(Collection<TopicPartition> partitions) {
    var uncommitted = new HashMap<TopicPartition, Long>();
    long since = System.currentTimeMillis() - INITIAL_LOOKBACK.toMillis();
    consumer
        .committed(Set.copyOf(partitions), REQUEST_TIMEOUT)
        .forEach((partition, offset) -> {
          if (offset == null) {
            uncommitted.put(partition, since);
          }
        });
    if (uncommitted.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(uncommitted.keySet(), REQUEST_TIMEOUT);
    consumer
        .offsetsForTimes(uncommitted, REQUEST_TIMEOUT)
        .forEach((partition, found) ->
            consumer.seek(
                partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      hasAssignment = true;
      consumer.pause(partitions);
      unpositioned.addAll(partitions);
      positionAssigned();
      handler.assigned(partitions);
      log.atInfo()
          .addKeyValue("loop", name)
          .addKeyValue("partitions", partitions.size())
          .log("partitions assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commits.commitNow(partitions);
      drop(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      hasAssignment = false;
      drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
      unpositioned.removeAll(partitions);
      commits.forget(partitions);
    }
  }
}
