package dev.trunkline.common.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
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

  /**
   * The offset after the last one handled. The consumer is not asked for it: its {@code position}
   * is a round trip to its network thread for every partition, and waits where there is none yet.
   */
  private final Map<TopicPartition, Long> handled = new HashMap<>();

  private final Map<TopicPartition, Long> committed = new HashMap<>();
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
    consumer.wakeup();
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
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          handler.handle(records);
          records.nextOffsets().forEach((partition, next) -> handled.put(partition, next.offset()));
        }
        handler.tick();
        commitNowAndThen();
      }
      commit(consumer.assignment());
    } catch (WakeupException e) {
      commitBeforeLeaving();
    } catch (Exception e) {
      failure = e;
      log.atError().addKeyValue("loop", name).setCause(e).log("loop died");
    } finally {
      alive = false;
      handler.revoked(consumer.assignment());
      consumer.close();
    }
  }

  private void commitBeforeLeaving() {
    try {
      commit(consumer.assignment());
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("loop", name).setCause(e).log("last commit failed");
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
      Long next = handled.get(partition);
      if (next == null) {
        continue; // nothing read yet
      }
      long offset = unfinished.committable(partition, next);
      if (!Long.valueOf(offset).equals(committed.get(partition))) {
        offsets.put(partition, new OffsetAndMetadata(offset));
      }
    }
    return offsets;
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        seek(partitions);
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

    private void seek(Collection<TopicPartition> partitions) {
      try {
        FirstRead.seek(consumer, partitions, System.currentTimeMillis());
      } catch (TimeoutException e) {
        log.atWarn().addKeyValue("loop", name).setCause(e).log("first offsets left to the client");
      }
    }

    private void drop(Collection<TopicPartition> partitions) {
      handler.revoked(partitions);
      partitions.forEach(unfinished::forget);
      partitions.forEach(handled::remove);
      partitions.forEach(committed::remove);
    }
  }
}
