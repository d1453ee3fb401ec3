// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import org.jspecify.annotations.Nullable;

/** Thins out partial transcripts: none twice, none sooner than an interval after the last. */
final class Partials {
  private final long intervalNanos;
  private String published = "";
  private @Nullable String latest;
  private boolean any;
  private long lastNanos;

  Partials(long intervalNanos) {
    this.intervalNanos = intervalNanos;
  }

  void heard(String text) {
    latest = text;
  }

  /** The text to publish now, or null. */
  @Nullable String due(long nowNanos) {
    String text = latest;
    if (text == null || text.isEmpty() || text.equals(published)) {
      return null;
    }
    if (any && nowNanos - lastNanos < intervalNanos) {
      return null;
    }
    any = true;
    lastNanos = nowNanos;
    published = text;
    return text;
  }

  /** Another segment. */
  void reset() {
    latest = null;
    published = "";
  }
}
