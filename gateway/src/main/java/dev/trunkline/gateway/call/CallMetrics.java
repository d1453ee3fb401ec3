// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.call;

import dev.trunkline.gateway.playout.PlayoutMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of the calls that this gateway holds. Thread-safe. */
public final class CallMetrics {
  private static final String PREFIX = "trunkline.gateway.";

  private final PlayoutMetrics playout;
  private final Counter framesIn;
  private final Counter gapsCovered;

  public CallMetrics(MeterRegistry registry) {
    playout = new PlayoutMetrics(registry);
    framesIn = registry.counter(PREFIX + "frames.in");
    gapsCovered = registry.counter(PREFIX + "gaps.covered");
  }

  PlayoutMetrics playout() {
    return playout;
  }

  /** A frame of caller audio was accepted. */
  void frameReceived() {
    framesIn.increment();
  }

  /** A caller heard the outage announcement. */
  void outageAnnounced() {
    gapsCovered.increment();
  }
}
