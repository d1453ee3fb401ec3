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
  private final Counter framesFilled;
  private final Counter gapsCovered;
  private final Counter redirectsRefused;

  public CallMetrics(MeterRegistry registry) {
    playout = new PlayoutMetrics(registry);
    framesIn = registry.counter(PREFIX + "frames.in");
    framesFilled = registry.counter(PREFIX + "frames.filled");
    gapsCovered = registry.counter(PREFIX + "gaps.covered");
    redirectsRefused = registry.counter(PREFIX + "redirects.refused");
  }

  PlayoutMetrics playout() {
    return playout;
  }

  /** A frame of caller audio was accepted. */
  void frameReceived() {
    framesIn.increment();
  }

  /** So many frames of silence were written in place of frames that did not come. */
  void framesFilled(int frames) {
    if (frames > 0) {
      framesFilled.increment(frames);
    }
  }

  /** A transfer or keys came that the gateway's own configuration does not have. */
  void redirectRefused() {
    redirectsRefused.increment();
  }

  /** A caller heard the outage announcement. */
  void outageAnnounced() {
    gapsCovered.increment();
  }
}
