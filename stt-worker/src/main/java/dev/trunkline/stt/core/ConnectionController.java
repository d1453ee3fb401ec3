// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.stt.core.TranscriptionAction.CloseConnection;
import dev.trunkline.stt.core.TranscriptionAction.DropConnection;
import dev.trunkline.stt.core.TranscriptionAction.EndpointConnected;
import dev.trunkline.stt.core.TranscriptionAction.OpenConnection;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** When a stream's connection to Scribe is opened, replaced, retried and closed. */
final class ConnectionController {
  private enum Phase {
    /** No connection, and none needed before the caller speaks. */
    IDLE,
    /** Opened, but the session has not started. */
    CONNECTING,
    LIVE,
    /** Failed; the next attempt is scheduled. */
    BACKING_OFF,
    /** Given up, or closed at the end. */
    STOPPED
  }

  /** Without VAD, a session that Scribe ended for silence is opened again after this time. */
  private static final long SILENT_RECONNECT_DELAY_MS = 2_000;

  private final PendingActions actions;
  private final EndpointFailover failover;
  private final RetryBudget retries;
  private final int connectTimeoutMs;
  private Phase phase = Phase.IDLE;
  private int connection;
  private long deadlineNanos;

  ConnectionController(
      TranscriptionLimits limits,
      EndpointFailover failover,
      PendingActions actions,
      RandomGenerator random) {
    this.actions = actions;
    this.failover = failover;
    this.retries = new RetryBudget(limits.retry().streamBudgetMs(), random);
    this.connectTimeoutMs = limits.timeouts().connectMs();
  }

  boolean isLive() {
    return phase == Phase.LIVE;
  }

  boolean isStopped() {
    return phase == Phase.STOPPED;
  }

  boolean isIdle() {
    return phase == Phase.IDLE;
  }

  /** False for the events of an earlier connection. */
  boolean isCurrent(int number) {
    return number == connection && (phase == Phase.CONNECTING || phase == Phase.LIVE);
  }

  /** Opens a connection unless there is one, or one is scheduled. */
  void openIfIdle(ClockReading now) {
    if (phase == Phase.IDLE) {
      open(now);
    }
  }

  void endpointSelected(int endpoint) {
    failover.select(endpoint);
  }

  void sessionStarted(ClockReading now) {
    phase = Phase.LIVE;
    actions.add(new EndpointConnected());
    retries.connected(millis(now));
  }

  void segmentTranscribed() {
    failover.answered();
    retries.succeeded();
  }

  void wordsRecognized() {
    retries.succeeded();
  }

  void commitRejected(ConnectionFailure failure) {
    failover.commitRejected(failure);
  }

  /** Returns the failure, with a better remedy if another endpoint can replace this one. */
  ConnectionFailure failed(ConnectionFailure failure) {
    return failover.failed(failure);
  }

  /** Drops the connection and schedules another; false if the retry budget is spent. */
  boolean retry(ConnectionFailure failure, ClockReading now) {
    actions.add(new DropConnection());
    long delayMs =
        failure.remedy() == Remedy.WAIT_FOR_BREAKER
            ? retries.notAttempted(millis(now))
            : retries.failed(
                millis(now),
                failure.category() == FailureCategory.THROTTLED,
                failure.retryAfterMs());
    if (delayMs == RetryBudget.SPENT) {
      return false;
    }
    // Once: sessions that all end as they start must not flood the provider.
    boolean immediately =
        retries.isFirstFailure()
            && (failure.remedy() == Remedy.RECONNECT_NOW
                || failure.remedy() == Remedy.RETRY_COMMIT);
    openIn(immediately ? 0 : delayMs, now);
    return true;
  }

  /** True if the session lasted long enough to have been useful. */
  boolean hasWorked(ClockReading now) {
    return phase == Phase.LIVE && retries.hasWorked(millis(now));
  }

  /** Opens another connection immediately in place of one that ended without a fault. */
  void replace(ClockReading now) {
    actions.add(new DropConnection());
    retries.replaced();
    openIn(0, now);
  }

  /** Drops the connection until {@link #openIfIdle}. */
  void disconnect() {
    actions.add(new DropConnection());
    phase = Phase.IDLE;
  }

  /** Closes the connection until {@link #openIfIdle}. */
  void closeUntilNeeded() {
    actions.add(new CloseConnection());
    phase = Phase.IDLE;
  }

  /** Drops a connection that Scribe ended for silence, and opens another after a pause. */
  void reconnectAfterSilence(ClockReading now) {
    actions.add(new DropConnection());
    openIn(SILENT_RECONNECT_DELAY_MS, now);
  }

  /** Drops the connection for good. */
  void stop() {
    actions.add(new DropConnection());
    phase = Phase.STOPPED;
  }

  /** Closes the connection for good. */
  void close() {
    actions.add(new CloseConnection());
    phase = Phase.STOPPED;
  }

  /** Opens what is due. Returns true if the session did not start in time. */
  boolean onTimer(ClockReading now) {
    if (phase == Phase.BACKING_OFF && now.nanos() - deadlineNanos >= 0) {
      open(now);
    }
    return phase == Phase.CONNECTING && now.nanos() - deadlineNanos >= 0;
  }

  private void openIn(long delayMs, ClockReading now) {
    phase = Phase.BACKING_OFF;
    deadlineNanos = now.nanosIn(delayMs);
    if (delayMs == 0) {
      open(now);
    }
  }

  private void open(ClockReading now) {
    connection++;
    phase = Phase.CONNECTING;
    deadlineNanos = now.nanosIn(connectTimeoutMs);
    actions.add(new OpenConnection(connection, failover.preferred()));
  }

  private static long millis(ClockReading now) {
    return TimeUnit.NANOSECONDS.toMillis(now.nanos());
  }
}
