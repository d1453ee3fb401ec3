// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.cover;

import dev.trunkline.runtime.kafka.WorkerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka every second whether each stage has somebody. A worker that was killed is a member of
 * its group until its session ends there. Only stages whose group has been other than empty since
 * this began are missed: one that is switched off is not.
 */
public final class Attendance implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Attendance.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final String KAFKA = "kafka";

  private final Admin admin;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Set<WorkerGroup> seen = EnumSet.noneOf(WorkerGroup.class);
  private final Thread thread = Thread.ofVirtual().name("attendance").unstarted(this::run);
  private boolean refused;
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
    Set<String> empty = empty();
    var missing = new ArrayList<String>();
    for (WorkerGroup group : WorkerGroup.values()) {
      if (!empty.contains(group.id())) {
        seen.add(group);
      } else if (seen.contains(group)) {
        missing.add(group.id());
      }
    }
    return missing;
  }

  /** Groups of which we may not know are not among them. */
  private Set<String> empty() throws TimeoutException, InterruptedException {
    var options =
        new ListGroupsOptions()
            .inGroupStates(Set.of(GroupState.EMPTY))
            .timeoutMs((int) patience.toMillis());
    try {
      return admin
          .listGroups(options)
          .all()
          .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS)
          .stream()
          .map(GroupListing::groupId)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        throw new TimeoutException(String.valueOf(e.getMessage()));
      }
      // Refused, or an older broker that does not know the question: that is no outage.
      if (!refused) {
        refused = true;
        log.atWarn().setCause(e).log("the cluster does not say who is there: nobody is missed");
      }
      return Set.of();
    }
  }
}
