// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import org.jspecify.annotations.Nullable;

/** Limits partial transcripts: no repeats, and a minimum interval between two. */
final class PartialThrottle {
  private final long minIntervalMs;
  private String published = "";
  private @Nullable String latest;
  private boolean publishedAny;
  private long lastNanos;

  PartialThrottle(long minIntervalMs) {
    this.minIntervalMs = minIntervalMs;
  }

  void offer(String text) {
    latest = text;
  }

  /** The text to publish now, or null. */
  @Nullable String takeDue(ClockReading now) {
    String text = latest;
    if (text == null || text.isEmpty() || text.equals(published)) {
      return null;
    }
    if (publishedAny && !now.isAtLeast(minIntervalMs, lastNanos)) {
      return null;
    }
    publishedAny = true;
    lastNanos = now.nanos();
    published = text;
    return text;
  }

  /** Another segment. */
  void reset() {
    latest = null;
    published = "";
  }
}
