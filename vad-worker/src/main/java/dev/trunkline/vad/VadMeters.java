// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the worker counts. */
final class VadMeters {
  private enum Drop {
    /** Heard before. */
    REPEATED,
    /** Of a stream that another has replaced. */
    STALE
  }

  private final EnumCounters<Drop> dropped;
  private final Counter framesMissing;
  private final Counter windows;
  private final Counter started;
  private final Counter ended;
  private final DistributionSummary batchSize;
  private final DistributionSummary probability;
  private final Timer inference;

  VadMeters(MeterRegistry meters) {
    dropped = DroppedRecords.of(meters, "vad", Drop.class);
    framesMissing = meters.counter("trunkline.audio.frames.missing", "stage", "vad");
    windows = meters.counter("trunkline.vad.windows");
    started = meters.counter("trunkline.vad.speech", "event", "started");
    ended = meters.counter("trunkline.vad.speech", "event", "ended");
    batchSize = meters.summary("trunkline.vad.batch.size");
    probability =
        DistributionSummary.builder("trunkline.vad.probability")
            .serviceLevelObjectives(0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
            .register(meters);
    inference = meters.timer("trunkline.vad.inference");
  }

  void inferred(int batch, float[] probabilities, long nanos) {
    windows.increment(batch);
    batchSize.record(batch);
    inference.record(nanos, TimeUnit.NANOSECONDS);
    for (int i = 0; i < batch; i++) {
      probability.record(probabilities[i]);
    }
  }

  /** A frame that was here before. */
  void repeated() {
    dropped.count(Drop.REPEATED);
  }

  /** Frames that never came. */
  void missing(long frames) {
    framesMissing.increment((double) frames);
  }

  /** A frame of a stream that another has replaced. */
  void stale() {
    dropped.count(Drop.STALE);
  }

  void told(SpeechEvent event) {
    switch (event) {
      case SpeechEvent.SpeechStarted _ -> started.increment();
      case SpeechEvent.SpeechPaused _ -> {
        // Says nothing about the line.
      }
      case SpeechEvent.SpeechEnded _ -> ended.increment();
      case SpeechEvent.TurnJudged _ -> {
        // Counted by its judge.
      }
    }
  }
}
