// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.stt.provider.ScribeError.Remedy;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A stream's connection to Scribe: opened, lost, opened again, within a budget. */
final class Link {
  private enum Phase {
    /** No connection, and none wanted before somebody speaks. */
    ASLEEP,
    /** Opened, but the session has not started. */
    CONNECTING,
    LIVE,
    /** Lost; the next attempt has its time. */
    WAITING,
    /** Given up for good. */
    STOPPED
  }

  /** After this a session that ended for want of audio is opened again where no detector runs. */
  private static final long NAP_MS = 2_000;

  private final Line line;
  private final RetryBudget retries;
  private final long connectTimeoutNanos;
  private final SttMeters meters;
  private Phase phase = Phase.ASLEEP;
  private int connection;
  private long untilNanos;

  Link(Line line, SttSettings settings, SttMeters meters, RandomGenerator random) {
    this.line = line;
    this.meters = meters;
    this.retries = new RetryBudget(settings.retryAttempts(), settings.retryBudgetMs(), random);
    this.connectTimeoutNanos = TimeUnit.MILLISECONDS.toNanos(settings.connectTimeoutMs());
  }

  boolean isLive() {
    return phase == Phase.LIVE;
  }

  boolean isStopped() {
    return phase == Phase.STOPPED;
  }

  boolean isAsleep() {
    return phase == Phase.ASLEEP;
  }

  /** True if {@code number} is the connection in use; what an older one says is of no interest. */
  boolean isCurrent(int number) {
    return number == connection && (phase == Phase.CONNECTING || phase == Phase.LIVE);
  }

  /** Opens a connection if there is none and one may be opened. */
  void wake(long nowNanos) {
    if (phase == Phase.ASLEEP) {
      open(nowNanos);
    }
  }

  void live(long nowNanos) {
    phase = Phase.LIVE;
    line.live();
    retries.connected(millis(nowNanos));
  }

  /** Scribe gave the words of a segment. */
  void answered() {
    line.answered();
    succeeded();
  }

  /** The last commit was not taken. */
  void refused(Failure failure) {
    line.refused(failure);
  }

  /** The connection is of no more use; what is to be done about it. */
  Failure failed(Failure failure) {
    return line.failed(failure);
  }

  /** The connection gave words. */
  void succeeded() {
    retries.succeeded();
  }

  /** Drops the connection and plans another; false if the budget is spent. */
  boolean retry(Failure failure, long nowNanos) {
    line.drop();
    long nowMs = millis(nowNanos);
    long delayMs =
        failure.remedy() == Remedy.ASK_LATER
            ? retries.notTried(nowMs)
            : retries.failed(nowMs, failure.retryAfterMs());
    if (delayMs == RetryBudget.SPENT) {
      return false;
    }
    boolean atOnce =
        failure.remedy() == Remedy.RECONNECT_AT_ONCE || failure.remedy() == Remedy.COMMIT_AGAIN;
    await(atOnce ? 0 : delayMs, nowNanos);
    return true;
  }

  /** True if the session has lasted, and so was of use. */
  boolean hasLasted(long nowNanos) {
    return phase == Phase.LIVE && retries.hasLasted(millis(nowNanos));
  }

  /** Opens another connection at once in place of one that ended for no fault. */
  void renew(long nowNanos) {
    line.drop();
    retries.renewed();
    await(0, nowNanos);
  }

  /** Drops the connection until {@link #wake}. */
  void sleep() {
    line.drop();
    phase = Phase.ASLEEP;
  }

  /** Says goodbye until {@link #wake}. */
  void rest() {
    line.close();
    phase = Phase.ASLEEP;
  }

  /** Drops the connection for a moment, for no fault. */
  void nap(long nowNanos) {
    line.drop();
    await(NAP_MS, nowNanos);
  }

  void stop() {
    line.drop();
    phase = Phase.STOPPED;
  }

  /** Says goodbye. */
  void close() {
    line.close();
    phase = Phase.STOPPED;
  }

  /** Time has passed: opens what is due; true if the connection in the making takes too long. */
  boolean timer(long nowNanos) {
    if (phase == Phase.WAITING && nowNanos - untilNanos >= 0) {
      open(nowNanos);
    }
    return phase == Phase.CONNECTING && nowNanos - untilNanos >= 0;
  }

  private void await(long delayMs, long nowNanos) {
    phase = Phase.WAITING;
    untilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(delayMs);
    if (delayMs == 0) {
      open(nowNanos);
    }
  }

  private void open(long nowNanos) {
    connection++;
    if (connection > 1) {
      meters.reconnected();
    }
    phase = Phase.CONNECTING;
    untilNanos = nowNanos + connectTimeoutNanos;
    line.open(connection);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
