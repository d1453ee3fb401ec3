package dev.trunkline.stt;

import dev.trunkline.common.event.FailureCategory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The worker's figures, all named {@code trunkline.stt.…}. */
final class SttMeters {
  private static final String PREFIX = "trunkline.stt.";

  private final MeterRegistry registry;
  private final Counter commits;
  private final Timer commitLatency;
  private final Counter reconnects;
  private final Counter audioSentMs;
  private final Counter audioDroppedMs;
  private final Counter ignored;

  SttMeters(MeterRegistry registry) {
    this.registry = registry;
    this.commits = registry.counter(PREFIX + "commits");
    this.commitLatency =
        Timer.builder(PREFIX + "commit.latency").publishPercentileHistogram().register(registry);
    this.reconnects = registry.counter(PREFIX + "reconnects");
    this.audioSentMs = registry.counter(PREFIX + "audio.sent.ms");
    this.audioDroppedMs = registry.counter(PREFIX + "audio.dropped.ms");
    this.ignored = registry.counter(PREFIX + "messages.ignored");
  }

  /** How many streams are open. */
  void sessions(Supplier<Number> count) {
    Gauge.builder(PREFIX + "sessions", count).register(registry);
  }

  void committed() {
    commits.increment();
  }

  void commitAnswered(long nanos) {
    commitLatency.record(nanos, TimeUnit.NANOSECONDS);
  }

  void failed(FailureCategory category) {
    registry
        .counter(PREFIX + "errors", "category", category.name().toLowerCase(Locale.ROOT))
        .increment();
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
