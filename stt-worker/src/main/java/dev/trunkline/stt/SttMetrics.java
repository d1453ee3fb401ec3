// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.audio.MuLaw;
import dev.trunkline.runtime.telemetry.Latencies;
import dev.trunkline.stt.core.TranscriptionAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** The worker's own metrics, counted from the actions it executes. Thread-safe. */
public final class SttMetrics {
  private static final String PREFIX = "trunkline.stt.";

  private final Counter commits;
  private final Timer commitLatency;
  private final Counter reconnects;
  private final Counter audioSentMs;
  private final Counter audioDroppedMs;
  private final Counter messagesIgnored;

  public SttMetrics(MeterRegistry registry) {
    this.commits = registry.counter(PREFIX + "commits");
    this.commitLatency = Latencies.histogram(registry, PREFIX + "commit.latency", Tags.empty());
    this.reconnects = registry.counter(PREFIX + "reconnects");
    this.audioSentMs = registry.counter(PREFIX + "audio.sent.ms");
    this.audioDroppedMs = registry.counter(PREFIX + "audio.dropped.ms");
    this.messagesIgnored = registry.counter(PREFIX + "messages.ignored");
  }

  /** Counts an action that was executed. */
  public void count(TranscriptionAction action) {
    switch (action) {
      case TranscriptionAction.OpenConnection open -> {
        if (open.connection() > 1) {
          reconnects.increment();
        }
      }
      case TranscriptionAction.SendAudio audio -> {
        long ms = audio.ulaw().length / MuLaw.PER_MS;
        audioSentMs.increment((double) ms);
      }
      case TranscriptionAction.CommitSegment _ -> commits.increment();
      case TranscriptionAction.CommitAnswered answered ->
          commitLatency.record(answered.latencyNanos(), TimeUnit.NANOSECONDS);
      case TranscriptionAction.AudioDropped dropped ->
          audioDroppedMs.increment((double) dropped.ms());
      case TranscriptionAction.MessageIgnored _ -> messagesIgnored.increment();
      case TranscriptionAction.CloseConnection _,
          TranscriptionAction.DropConnection _,
          TranscriptionAction.PublishTranscript _,
          TranscriptionAction.HoldOffsets _,
          TranscriptionAction.FinishStream _,
          TranscriptionAction.EndpointConnected _,
          TranscriptionAction.EndpointAnswered _,
          TranscriptionAction.EndpointFailed _ -> {
        // Counted by endpoint, or not at all.
      }
    }
  }
}
