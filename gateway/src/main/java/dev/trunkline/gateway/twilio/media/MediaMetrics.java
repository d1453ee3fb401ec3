// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.twilio.media;

import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Counters of the media sockets. Thread-safe. */
public final class MediaMetrics {
  private static final String PREFIX = "trunkline.gateway.";

  private final EnumCounters<MessageRejection> rejections;
  private final Counter messagesMissed;
  private final Counter overflows;

  public MediaMetrics(MeterRegistry registry) {
    rejections =
        new EnumCounters<>(
            registry, PREFIX + "messages.rejected", Tags.empty(), "kind", MessageRejection.class);
    messagesMissed = registry.counter("trunkline.audio.frames.missing", "stage", "gateway");
    overflows = registry.counter(PREFIX + "streams.overflowed");
  }

  void rejected(MessageRejection kind) {
    rejections.count(kind);
  }

  /** A gap in Twilio's sequence numbers: {@code count} messages never came. */
  void messagesMissed(long count) {
    messagesMissed.increment((double) count);
  }

  /** A stream was closed because its peer did not read. */
  void overflowed() {
    overflows.increment();
  }
}
