// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog;

import dev.trunkline.dialog.core.Speculation;
import dev.trunkline.dialog.kafka.ConversationMetrics;
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

/** The metrics of conversations. Thread-safe. */
public final class DialogMetrics implements ConversationMetrics {
  private final MeterRegistry registry;
  private final DeadLetterMetrics deadLetters;
  private final AtomicInteger conversations = new AtomicInteger();
  private final Counter unaddressed;
  private final Counter threadRestarts;
  private final Counter completed;
  private final Counter interrupted;
  private final Counter speculationHits;
  private final Counter speculationMisses;
  private final Timer answer;
  private final Timer silenceWait;
  private final Timer transcript;
  private final Timer request;
  private final Timer firstToken;
  private final Timer firstSegment;
  private final Timer firstAudio;
  private final Timer playout;

  public DialogMetrics(MeterRegistry registry) {
    this.registry = registry;
    deadLetters = new DeadLetterMetrics(registry);
    unaddressed = registry.counter("trunkline.dialog.unaddressed");
    threadRestarts = registry.counter("trunkline.dialog.thread.restarts");
    completed = registry.counter("trunkline.turns.completed", "outcome", "whole");
    interrupted = registry.counter("trunkline.turns.completed", "outcome", "interrupted");
    speculationHits = registry.counter("trunkline.turns.speculated", "outcome", "hit");
    speculationMisses = registry.counter("trunkline.turns.speculated", "outcome", "miss");
    answer = Latencies.histogram(registry, "trunkline.turn.answer", Tags.empty());
    silenceWait = stage("silence-wait");
    transcript = stage("transcript");
    request = stage("request");
    firstToken = stage("first-token");
    firstSegment = stage("first-segment");
    firstAudio = stage("first-audio");
    playout = stage("playout");
    cancelled("barge-in"); // registered early, so that the first one is seen as an increase
    Gauges.registerCalls(registry, "dialog", conversations::get);
  }

  @Override
  public void addConversations(int added) {
    conversations.addAndGet(added);
  }

  @Override
  public void threadRestarted() {
    threadRestarts.increment();
  }

  @Override
  public void unaddressed() {
    unaddressed.increment();
  }

  @Override
  public void deadLetter(String topic, Exception why) {
    deadLetters.count(topic, why);
  }

  @Override
  public void published(Event event) {
    registry
        .counter("trunkline.dialog.events", "type", EventCodec.typeName(event.getClass()))
        .increment();
    if (event instanceof TurnCompleted turn) {
      (turn.interrupted() ? interrupted : completed).increment();
      TurnLatency latency = turn.latency();
      if (latency != null) {
        record(latency);
      }
    } else if (event instanceof TurnCancelled cancelled) {
      cancelled(cancelled.cause()).increment();
      if (Speculation.isMiss(cancelled)) {
        speculationMisses.increment();
      }
    } else if (event instanceof TurnConfirmed) {
      speculationHits.increment();
    }
  }

  private Counter cancelled(String cause) {
    return registry.counter("trunkline.turns.cancelled", "cause", Labels.of(cause));
  }

  private void record(TurnLatency latency) {
    if (latency.answerMs() >= 0) { // else the call moved to another stream meanwhile
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

  /** Clock skew between machines can make a very short time negative. */
  private static void record(Timer timer, long ms) {
    timer.record(Math.max(0, ms), TimeUnit.MILLISECONDS);
  }

  private Timer stage(String stage) {
    return Latencies.histogram(registry, "trunkline.turn.stage", Tags.of("stage", stage));
  }
}
