// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Speculation;
import dev.trunkline.events.Event;
import dev.trunkline.events.EventCodec;
import dev.trunkline.events.TurnEvent.TurnCancelled;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnConfirmed;
import dev.trunkline.events.TurnEvent.TurnLatency;
import dev.trunkline.runtime.kafka.DeadLetterMetrics;
import dev.trunkline.runtime.telemetry.Gauges;
import dev.trunkline.runtime.telemetry.Labels;
import dev.trunkline.runtime.telemetry.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted and measured of conversations. Thread-safe. */
final class DialogMeters {
  private final MeterRegistry registry;
  private final DeadLetterMetrics deadLetters;
  private final AtomicInteger conversations = new AtomicInteger();
  private final Counter unaddressed;
  private final Counter threadRestarts;
  private final Counter heardWhole;
  private final Counter heardInPart;
  private final Counter hit;
  private final Counter missed;
  private final Timer answer;
  private final Timer silenceWait;
  private final Timer transcript;
  private final Timer request;
  private final Timer firstToken;
  private final Timer firstSegment;
  private final Timer firstAudio;
  private final Timer playout;

  DialogMeters(MeterRegistry registry) {
    this.registry = registry;
    deadLetters = new DeadLetterMetrics(registry);
    unaddressed = registry.counter("trunkline.dialog.unaddressed");
    threadRestarts = registry.counter("trunkline.dialog.thread.restarts");
    heardWhole = registry.counter("trunkline.turns.completed", "outcome", "whole");
    heardInPart = registry.counter("trunkline.turns.completed", "outcome", "interrupted");
    hit = registry.counter("trunkline.turns.speculated", "outcome", "hit");
    missed = registry.counter("trunkline.turns.speculated", "outcome", "miss");
    answer = Latencies.histogram(registry, "trunkline.turn.answer", Tags.empty());
    silenceWait = stage("silence-wait");
    transcript = stage("transcript");
    request = stage("request");
    firstToken = stage("first-token");
    firstSegment = stage("first-segment");
    firstAudio = stage("first-audio");
    playout = stage("playout");
    cancelled("barge-in"); // so that the first is seen as an increase
    Gauges.registerCalls(registry, "dialog", conversations::get);
  }

  /** So many conversations more, or fewer, are remembered here. */
  void conversations(int more) {
    conversations.addAndGet(more);
  }

  /** A thread has failed and is replaced. */
  void threadRestarted() {
    threadRestarts.increment();
  }

  /** A command that nobody can be sent to. */
  void unaddressed() {
    unaddressed.increment();
  }

  void deadLetter(String topic, Exception why) {
    deadLetters.count(topic, why);
  }

  void said(Event event) {
    registry
        .counter("trunkline.dialog.events", "type", EventCodec.typeName(event.getClass()))
        .increment();
    if (event instanceof TurnCompleted completed) {
      (completed.interrupted() ? heardInPart : heardWhole).increment();
      TurnLatency latency = completed.latency();
      if (latency != null) {
        record(latency);
      }
    } else if (event instanceof TurnCancelled cancelled) {
      cancelled(cancelled.cause()).increment();
      if (Speculation.isMiss(cancelled)) {
        missed.increment();
      }
    } else if (event instanceof TurnConfirmed) {
      hit.increment();
    }
  }

  private Counter cancelled(String cause) {
    return registry.counter("trunkline.turns.cancelled", "cause", Labels.of(cause));
  }

  private void record(TurnLatency latency) {
    if (latency.answerMs() >= 0) { // else the call has moved to another stream meanwhile
      record(answer, latency.answerMs());
    }
    record(silenceWait, latency.silenceWaitMs());
    record(transcript, latency.transcriptMs());
    record(request, latency.requestMs());
    record(firstToken, latency.firstTokenMs());
    record(firstSegment, latency.firstSegmentMs());
    record(firstAudio, latency.firstAudioMs());
    record(playout, latency.playoutMs());
  }

  /** A negative time is what clocks of several machines make of a very short one. */
  private static void record(Timer timer, long ms) {
    timer.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
  }

  private Timer stage(String stage) {
    return Latencies.histogram(registry, "trunkline.turn.stage", Tags.of("stage", stage));
  }
}
