// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.playout;

import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of speech sent to callers. Thread-safe. */
public final class PlayoutMetrics {
  private static final String PREFIX = "trunkline.gateway.";

  private final EnumCounters<SpeechDrop> drops;
  private final Counter framesOut;
  private final Counter interrupts;
  private final Counter pauses;
  private final Counter resumes;
  private final Counter underruns;

  public PlayoutMetrics(MeterRegistry registry) {
    drops = DroppedRecords.of(registry, "gateway", SpeechDrop.class);
    framesOut = registry.counter(PREFIX + "frames.out");
    interrupts = registry.counter(PREFIX + "interrupts");
    pauses = registry.counter(PREFIX + "pauses");
    resumes = registry.counter(PREFIX + "resumes");
    underruns = registry.counter(PREFIX + "playback.underruns");
  }

  public void dropped(SpeechDrop reason) {
    drops.count(reason);
  }

  /** A chunk of audio was sent to the caller. */
  void chunkSent() {
    framesOut.increment();
  }

  /** The floor of a call was raised above a turn that was playing. */
  void interrupted() {
    interrupts.increment();
  }

  /** Playback was paused: the caller may be about to interrupt, or the turn is not released yet. */
  void paused() {
    pauses.increment();
  }

  /** A paused turn was resumed. */
  void resumed() {
    resumes.increment();
  }

  /**
   * The caller heard a hole: the next audio of a turn came after the previous audio had been
   * played, or marks show that audio was held up on its way to Twilio.
   */
  void underrun() {
    underruns.increment();
  }
}
