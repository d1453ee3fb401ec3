// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import dev.trunkline.runtime.telemetry.Latencies;
import dev.trunkline.tts.core.SpeechAction;
import dev.trunkline.tts.kafka.SpeechMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The worker's metrics, except those of its providers. Thread-safe. */
public final class TtsMetrics implements SpeechMetrics {
  static final String STAGE = "tts";

  private final EnumCounters<SpeechAction.Dropped.Reason> dropped;
  private final Counter droppedAfterCallEnd;
  private final Timer firstAudio;
  private final Counter characters;
  private final Counter reconnects;
  private final Counter cacheHits;

  public TtsMetrics(MeterRegistry registry) {
    dropped = DroppedRecords.of(registry, STAGE, SpeechAction.Dropped.Reason.class);
    droppedAfterCallEnd =
        registry.counter("trunkline.records.dropped", "stage", STAGE, "reason", "call-over");
    firstAudio = Latencies.histogram(registry, "trunkline.tts.first.audio", Tags.empty());
    characters = registry.counter("trunkline.tts.characters");
    reconnects = registry.counter("trunkline.tts.reconnects");
    cacheHits = registry.counter("trunkline.tts.repeated");
  }

  @Override
  public void count(SpeechAction.Report report) {
    switch (report) {
      case SpeechAction.TextSent sent -> characters.increment(sent.characters());
      case SpeechAction.FirstAudioReceived received ->
          firstAudio.record(received.nanos(), TimeUnit.NANOSECONDS);
      case SpeechAction.CacheHit _ -> cacheHits.increment();
      case SpeechAction.Retried _ -> reconnects.increment();
      case SpeechAction.Dropped d -> dropped.count(d.reason(), d.count());
      case SpeechAction.ProviderFailed _ -> {
        // Counted by the provider's endpoint.
      }
    }
  }

  @Override
  public void recordAfterCallEnd() {
    droppedAfterCallEnd.increment();
  }
}
