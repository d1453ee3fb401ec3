// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the worker counts. */
final class SttMeters {
  private static final String PREFIX = "trunkline.stt.";

  private final Counter commits;
  private final Timer commitLatency;
  private final Counter reconnects;
  private final Counter audioSentMs;
  private final Counter audioDroppedMs;
  private final Counter ignored;

  SttMeters(MeterRegistry registry) {
    this.commits = registry.counter(PREFIX + "commits");
    this.commitLatency = Latencies.histogram(registry, PREFIX + "commit.latency", Tags.empty());
    this.reconnects = registry.counter(PREFIX + "reconnects");
    this.audioSentMs = registry.counter(PREFIX + "audio.sent.ms");
    this.audioDroppedMs = registry.counter(PREFIX + "audio.dropped.ms");
    this.ignored = registry.counter(PREFIX + "messages.ignored");
  }

  void committed() {
    commits.increment();
  }

  void commitAnswered(long nanos) {
    commitLatency.record(nanos, TimeUnit.NANOSECONDS);
  }

  void reconnected() {
    reconnects.increment();
  }

  void sent(long ms) {
    audioSentMs.increment((double) ms);
  }

  /** Audio that no transcript covers had to go because there was too much of it. */
  void dropped(long ms) {
    audioDroppedMs.increment((double) ms);
  }

  /** A message of the provider that is of no use to us. */
  void ignored() {
    ignored.increment();
  }
}
