package dev.trunkline.common.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
  private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  /** What a worker does with its records. */
  public interface Handler {
    /**
     * Takes a poll's records; must not block for long. Something that goes wrong with one call's
     * record is that call's affair: only what no other record would survive may be thrown.
     */
    void handle(ConsumerRecords<String, byte[]> records);

    /** Called about ten times a second, also when nothing came. */
    default void tick() {}

    /** These partitions go to another owner: stop work on their calls. Already committed. */
    void revoked(Collection<TopicPartition> partitions);
  }

  private final String name;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<String> topics;
  private final UnfinishedWork unfinished;
  private final Publisher results;
  private final Handler handler;
  private final Thread thread;
  private final CountDownLatch assigned = new CountDownLatch(1);
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private int failedPolls;
  private long lastCommitNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean alive;
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
    this.unfinished = unfinished;
    this.results = results;
    this.handler = handler;
    this.thread = Thread.ofPlatform().name(name + "-loop").unstarted(this::run);
  }

  public void start() {
    alive = true;
    thread.start();
  }

  /** True while the loop runs and has partitions. */
  public boolean isReady() {
    return alive && assigned.getCount() == 0;
  }

  /** False once the loop has died of an error. */
  public boolean isHealthy() {
    return failure == null;
  }

  /** Waits until the group has given this member partitions; false if {@code timeout} was first. */
  public boolean awaitAssignment(Duration timeout) throws InterruptedException {
    return assigned.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
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
        ConsumerRecords<String, byte[]> records = poll();
        if (!records.isEmpty()) {
          handler.handle(records);
          records
              .nextOffsets()
              .forEach((partition, next) -> positions.put(partition, next.offset()));
        }
        handler.tick();
        commitNowAndThen();
      }
      commit(consumer.assignment());
    } catch (Exception e) {
      failure = e;
      log.atError().addKeyValue("loop", name).setCause(e).log("loop died");
    } finally {
      alive = false;
      handler.revoked(consumer.assignment());
      consumer.close();
    }
  }

  /**
   * A member that was fenced, or a broker that is away, comes back; only what stays wrong ends us.
   */
  private ConsumerRecords<String, byte[]> poll() {
    try {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
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

  private void commitNowAndThen() {
    long now = System.nanoTime();
    if (now - lastCommitNanos >= COMMIT_EVERY_NANOS) {
      lastCommitNanos = now;
      Map<TopicPartition, OffsetAndMetadata> offsets = finished(consumer.assignment());
      if (offsets.isEmpty()) {
        return;
      }
      results.settle();
      consumer.commitAsync(
          offsets,
          (done, e) -> {
            if (e == null) {
              remember(done);
            } else {
              log.atWarn().addKeyValue("loop", name).setCause(e).log("commit failed");
            }
          });
    }
  }

  private void commit(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = finished(partitions);
    results.settle();
    if (!offsets.isEmpty()) {
      consumer.commitSync(offsets);
      remember(offsets);
    }
  }

  private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
  }

  private Map<TopicPartition, OffsetAndMetadata> finished(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      if (position != null) {
        long offset = unfinished.committable(partition, position);
        if (!Long.valueOf(offset).equals(committed.get(partition))) {
          offsets.put(partition, new OffsetAndMetadata(offset));
        }
      }
    }
    return offsets;
  }

  /**
   * Lets partitions that nobody has read begin a little back. The consumer's own reset by duration
   * would leave an empty partition without a position, and look again only now and then.
   */
  private void beginWhereNobodyHasRead(Collection<TopicPartition> partitions) {
    var unread = new HashMap<TopicPartition, Long>();
    long since = System.currentTimeMillis() - WITHOUT_OFFSET.toMillis();
    consumer
        .committed(Set.copyOf(partitions))
        .forEach((partition, offset) -> {
          if (offset == null) {
            unread.put(partition, since);
          }
        });
    if (unread.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(unread.keySet());
    consumer
        .offsetsForTimes(unread)
        .forEach((partition, found) ->
            consumer.seek(
                partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        try {
          beginWhereNobodyHasRead(partitions);
        } catch (KafkaException e) {
          // Fenced in this moment: the partitions are taken away and given again.
          log.atWarn().addKeyValue("loop", name).setCause(e).log("assignment did not last");
          return;
        }
        log.atInfo()
            .addKeyValue("loop", name)
            .addKeyValue("partitions", partitions.size())
            .log("partitions assigned");
        assigned.countDown();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit(partitions);
      } catch (KafkaException e) {
        log.atWarn().addKeyValue("loop", name).setCause(e).log("commit on hand-over failed");
      }
      drop(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
      partitions.forEach(unfinished::forget);
      partitions.forEach(positions::remove);
      partitions.forEach(committed::remove);
    }
  }
}
