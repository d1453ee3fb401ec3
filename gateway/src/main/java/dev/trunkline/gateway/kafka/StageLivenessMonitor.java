// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.kafka;

import dev.trunkline.gateway.outage.StageOutage;
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
 * Lists Kafka's consumer groups every second to find stages without a live worker. A worker that
 * was killed counts as live until its group session times out at the broker. A stage counts as out
 * only if its group has had members since this monitor started, so a stage that is switched off is
 * not reported.
 */
public final class StageLivenessMonitor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StageLivenessMonitor.class);
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
  private static final String KAFKA = "kafka";

  private final Admin admin;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final Set<WorkerGroup> seen = EnumSet.noneOf(WorkerGroup.class);
  private final Thread thread = Thread.ofVirtual().name("stage-liveness").unstarted(this::run);
  private boolean listingRejected;
  private volatile boolean stopping;
  private volatile @Nullable StageOutage outage;

  /**
   * Owns {@code admin}.
   *
   * @param timeout after which a cluster that has not answered counts as unreachable
   */
  public StageLivenessMonitor(Admin admin, Duration timeout, LongSupplier nanoTime) {
    this.admin = admin;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  public void start() {
    thread.start();
  }

  /** The current outage; null if every stage has a worker. Any thread; does not wait. */
  public @Nullable StageOutage outage() {
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
      check();
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private void check() {
    try {
      List<String> missing = stagesWithoutWorker();
      if (!stopping) {
        update(missing);
      }
    } catch (TimeoutException e) {
      update(List.of(KAFKA));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void update(List<String> missing) {
    StageOutage before = outage;
    if (missing.isEmpty()) {
      outage = null;
    } else if (before == null || !before.stages().equals(missing)) {
      outage =
          new StageOutage(missing, before == null ? nanoTime.getAsLong() : before.sinceNanos());
      log.atWarn()
          .addKeyValue("stages", String.join(",", missing))
          .log("no live worker for stages; calls get no answers until one joins");
    }
    if (before != null && missing.isEmpty()) {
      log.atInfo().log("all stages have workers again");
    }
  }

  private List<String> stagesWithoutWorker() throws TimeoutException, InterruptedException {
    Set<String> empty = emptyGroups();
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

  /** Only groups that this client may describe are listed. */
  private Set<String> emptyGroups() throws TimeoutException, InterruptedException {
    var options =
        new ListGroupsOptions()
            .inGroupStates(Set.of(GroupState.EMPTY))
            .timeoutMs((int) timeout.toMillis());
    try {
      return admin
          .listGroups(options)
          .all()
          .get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS)
          .stream()
          .map(GroupListing::groupId)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        throw new TimeoutException(String.valueOf(e.getMessage()));
      }
      // Not authorized, or a broker too old to filter by state: that is not an outage.
      if (!listingRejected) {
        listingRejected = true;
        log.atWarn()
            .setCause(e)
            .log(
                "cannot list consumer groups; worker liveness unknown, assuming all stages are up");
      }
      return Set.of();
    }
  }
}
