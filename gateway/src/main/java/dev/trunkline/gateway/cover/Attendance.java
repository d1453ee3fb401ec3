package dev.trunkline.gateway.cover;

import dev.trunkline.common.kafka.WorkerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every second whether each stage has somebody. A worker that was killed is a member of
 * its group until its session ends there. Only stages that have had somebody since this began are
 * missed: one that is switched off is not.
 */
public final class Attendance implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Attendance.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final String KAFKA = "kafka";

  /** All but that of Kafka Streams, which is asked for in another way. */
  private static final List<String> PLAIN =
      Stream.of(WorkerGroup.values())
          .filter(group -> group != WorkerGroup.DIALOG)
          .map(WorkerGroup::id)
          .toList();

  private final Admin admin;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Set<WorkerGroup> seen = EnumSet.noneOf(WorkerGroup.class);
  private final Set<WorkerGroup> hidden = EnumSet.noneOf(WorkerGroup.class);
  private final Thread thread = Thread.ofVirtual().name("attendance").unstarted(this::run);
  private volatile boolean stopping;
  private volatile @Nullable Outage outage;

  /**
   * Owns {@code admin}.
   *
   * @param patience the cluster is away if it has not answered in this time
   */
  public Attendance(Admin admin, Duration patience, LongSupplier nanoTime) {
    this.admin = admin;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  public void start() {
    thread.start();
  }

  /** What is amiss; null if every stage has somebody. Any thread; does not wait. */
  public @Nullable Outage outage() {
    return outage;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    admin.close(Duration.ofSeconds(1));
  }

  private void run() {
    while (!stopping) {
      look();
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  /** Asks once, and waits for the answer. */
  void look() {
    try {
      List<String> missing = missing();
      if (!stopping) {
        tell(missing);
      }
    } catch (TimeoutException e) {
      tell(List.of(KAFKA));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void tell(List<String> missing) {
    Outage before = outage;
    if (missing.isEmpty()) {
      outage = null;
    } else if (before == null || !before.stages().equals(missing)) {
      outage = new Outage(missing, before == null ? nanoTime.getAsLong() : before.sinceNanos());
      log.atWarn().addKeyValue("stages", String.join(",", missing)).log("nobody works there");
    }
    if (before != null && missing.isEmpty()) {
      log.atInfo().log("every stage has somebody again");
    }
  }

  private List<String> missing() throws TimeoutException, InterruptedException {
    Map<String, KafkaFuture<ConsumerGroupDescription>> plain =
        admin.describeConsumerGroups(PLAIN).describedGroups();
    Map<String, KafkaFuture<StreamsGroupDescription>> streams =
        admin.describeStreamsGroups(List.of(WorkerGroup.DIALOG.id())).describedGroups();
    var missing = new ArrayList<String>();
    for (WorkerGroup group : WorkerGroup.values()) {
      GroupState state =
          group == WorkerGroup.DIALOG
              ? state(group, streams.get(group.id()), StreamsGroupDescription::groupState)
              : state(group, plain.get(group.id()), ConsumerGroupDescription::groupState);
      if (state == GroupState.EMPTY && seen.contains(group)) {
        missing.add(group.id());
      } else if (state != GroupState.UNKNOWN && state != GroupState.EMPTY) {
        seen.add(group);
      }
    }
    return missing;
  }

  private <D> GroupState state(
      WorkerGroup group, @Nullable KafkaFuture<D> described, Function<D, GroupState> state)
      throws TimeoutException, InterruptedException {
    if (described == null) {
      return GroupState.UNKNOWN;
    }
    try {
      return state.apply(described.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw new TimeoutException("no answer");
      }
      if (e.getCause() instanceof AuthorizationException && hidden.add(group)) {
        log.atWarn()
            .addKeyValue("group", group.id())
            .log("it may not be asked who is in this group, so nobody is missed there");
      }
      return GroupState.UNKNOWN;
    }
  }
}
