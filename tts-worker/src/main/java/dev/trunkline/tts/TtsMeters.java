// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts;

import dev.trunkline.runtime.telemetry.DroppedRecords;
import dev.trunkline.runtime.telemetry.EnumCounters;
import dev.trunkline.runtime.telemetry.Latencies;
import dev.trunkline.tts.speech.SpeechAction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What the worker counts. */
final class TtsMeters {
  static final String STAGE = "tts";

  private final EnumCounters<SpeechAction.Dropped.Reason> dropped;
  private final Counter afterTheCall;
  private final Timer firstAudio;
  private final Counter characters;
  private final Counter reconnects;
  private final Counter repeated;

  TtsMeters(MeterRegistry meters) {
    dropped = DroppedRecords.of(meters, STAGE, SpeechAction.Dropped.Reason.class);
    afterTheCall =
        meters.counter("trunkline.records.dropped", "stage", STAGE, "reason", "call-over");
    firstAudio = Latencies.histogram(meters, "trunkline.tts.first.audio", Tags.empty());
    characters = meters.counter("trunkline.tts.characters");
    reconnects = meters.counter("trunkline.tts.reconnects");
    repeated = meters.counter("trunkline.tts.repeated");
  }

  void count(SpeechAction.Report report) {
    switch (report) {
      case SpeechAction.Said said -> characters.increment(said.characters());
      case SpeechAction.FirstAudioHeard heard ->
          firstAudio.record(heard.nanos(), TimeUnit.NANOSECONDS);
      case SpeechAction.Repeated _ -> repeated.increment();
      case SpeechAction.Retried _ -> reconnects.increment();
      case SpeechAction.Dropped d -> dropped.count(d.reason(), d.count());
      case SpeechAction.Failed _ -> {
        // Counted with the endpoint.
      }
    }
  }

  /** A record of a call that is over. */
  void afterTheCall() {
    afterTheCall.increment();
  }
}
