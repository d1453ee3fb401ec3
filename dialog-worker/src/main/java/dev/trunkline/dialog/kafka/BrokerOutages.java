// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When the brokers were unreachable. Meanwhile callers, providers and gateways continue, but their
 * records arrive late: a missing record does not mean that a caller is silent or a provider too
 * slow. Thread-safe, cheap.
 */
final class BrokerOutages {
  private static final long CHECK_INTERVAL_MS = 100;

  /** After an outage, the records written during it are read within this time. */
  private static final long CATCH_UP_MS = TimeUnit.SECONDS.toMillis(2);

  /** Connections are renewed all the time: a shorter loss of connectivity is no outage. */
  private static final long MIN_OUTAGE_MS = Duration.ofMillis(500).toMillis();

  private final BooleanSupplier connected;
  private boolean everConnected;
  private long checkedAtMs;
  private long lostAtMs;
  private long endedAtMs;

  /** {@code connected} returns whether the brokers respond. */
  BrokerOutages(BooleanSupplier connected) {
    this.connected = connected;
  }

  /** True if records written before {@code nowMs} may not have been read yet. */
  synchronized boolean delaysRecords(long nowMs) {
    check(nowMs);
    return lostAtMs > 0 || (endedAtMs > 0 && nowMs < endedAtMs + CATCH_UP_MS);
  }

  /**
   * The calling thread was blocked until {@code nowMs}: Kafka Streams waits in its thread for a
   * commit that no broker answers, and no timer runs meanwhile.
   */
  synchronized void blockedUntil(long nowMs) {
    if (lostAtMs == 0) {
      endedAtMs = nowMs;
    }
  }

  /** When the last outage ended, 0 without one. */
  synchronized long lastEndedAtMs() {
    return endedAtMs;
  }

  private void check(long nowMs) {
    if (nowMs - checkedAtMs < CHECK_INTERVAL_MS && nowMs >= checkedAtMs) {
      return;
    }
    checkedAtMs = nowMs;
    if (!connected.getAsBoolean()) {
      if (everConnected && lostAtMs == 0) {
        lostAtMs = nowMs;
      }
      return;
    }
    everConnected = true;
    if (lostAtMs > 0) {
      if (nowMs - lostAtMs > MIN_OUTAGE_MS) {
        endedAtMs = nowMs;
      }
      lostAtMs = 0;
    }
  }
}
