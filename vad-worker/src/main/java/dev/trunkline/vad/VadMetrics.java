// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import dev.trunkline.vad.core.DetectorAction;
import dev.trunkline.vad.kafka.DetectionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The worker's metrics, except those of its models. */
public final class VadMetrics implements DetectionMetrics {
  /** The names are values of a metric label. */
  private enum Drop {
    /** The frame was read before. */
    REPEATED,
    /** Another stream has replaced the frame's stream. */
    STALE
  }

  private final EnumCounters<Drop> dropped;
  private final Counter framesMissing;
  private final Counter started;
  private final Counter ended;

  public VadMetrics(MeterRegistry registry) {
    dropped = DroppedRecords.of(registry, "vad", Drop.class);
    framesMissing = registry.counter("trunkline.audio.frames.missing", "stage", "vad");
    started = registry.counter("trunkline.vad.speech", "event", "started");
    ended = registry.counter("trunkline.vad.speech", "event", "ended");
  }

  @Override
  public void count(DetectorAction.Report report) {
    switch (report) {
      case DetectorAction.FrameRepeated _ -> dropped.count(Drop.REPEATED);
      case DetectorAction.FramesMissing missing ->
          framesMissing.increment((double) missing.count());
    }
  }

  @Override
  public void published(SpeechEvent event) {
    switch (event) {
      case SpeechEvent.SpeechStarted _ -> started.increment();
      case SpeechEvent.SpeechPaused _ -> {
        // Not counted: a pause is often followed by more speech.
      }
      case SpeechEvent.SpeechEnded _ -> ended.increment();
      case SpeechEvent.TurnJudged _ -> {
        // Counted by the turn model's metrics.
      }
    }
  }

  @Override
  public void staleFrame() {
    dropped.count(Drop.STALE);
  }
}
