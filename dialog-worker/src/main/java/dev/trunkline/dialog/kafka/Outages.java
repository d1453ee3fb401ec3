// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When the cluster was away. While it is, callers, providers and gateways do what is not known here
 * until later: nobody is silent or late only because nothing is heard of them. Thread-safe, to be
 * asked often.
 */
final class Outages {
  private static final long LOOK_EVERY_MS = 100;

  /** After an outage, what happened in it is read within this. */
  private static final long CATCHING_UP_MS = TimeUnit.SECONDS.toMillis(2);

  /** As long as this without contact is none: connections are renewed all the time. */
  private static final long BLINK_MS = Duration.ofMillis(500).toMillis();

  private final BooleanSupplier inContact;
  private boolean everInContact;
  private long lookedAtMs;
  private long lostAtMs;
  private long backAtMs;

  /** {@code inContact} tells whether the cluster answers. */
  Outages(BooleanSupplier inContact) {
    this.inContact = inContact;
  }

  /** True if what has not come by {@code nowMs} may be on its way still. */
  synchronized boolean hidesNews(long nowMs) {
    look(nowMs);
    return lostAtMs > 0 || (backAtMs > 0 && nowMs < backAtMs + CATCHING_UP_MS);
  }

  /**
   * Whoever asks was held up until {@code nowMs}: Kafka Streams waits in its thread for a commit
   * that no broker answers, and no timer runs meanwhile.
   */
  synchronized void heldUpUntil(long nowMs) {
    if (lostAtMs == 0) {
      backAtMs = nowMs;
    }
  }

  /** When the last outage ended, 0 if there was none. */
  synchronized long lastBackAtMs() {
    return backAtMs;
  }

  private void look(long nowMs) {
    if (nowMs - lookedAtMs < LOOK_EVERY_MS && nowMs >= lookedAtMs) {
      return;
    }
    lookedAtMs = nowMs;
    if (!inContact.getAsBoolean()) {
      if (everInContact && lostAtMs == 0) {
        lostAtMs = nowMs;
      }
      return;
    }
    everInContact = true;
    if (lostAtMs > 0) {
      if (nowMs - lostAtMs > BLINK_MS) {
        backAtMs = nowMs;
      }
      lostAtMs = 0;
    }
  }
}
