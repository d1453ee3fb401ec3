// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.kafka;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.collection.BoundedMap;
import dev.trunkline.runtime.kafka.Publisher;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes speech events to topic {@code speech}, and starts the trace of a turn. One thread, except
 * for {@code TurnJudged}, which starts no trace and may come on any thread.
 */
public final class TracedSpeechPublisher implements SpeechPublisher {
  private static final int MAX_PAUSES = 10_000;

  private final Publisher publisher;
  private final Tracing tracing;

  /** The last pause of each call that speaks. Calls that left while speaking are evicted. */
  private final Map<String, Context> pauses = BoundedMap.of(MAX_PAUSES);

  public TracedSpeechPublisher(Publisher publisher, Tracing tracing) {
    this.publisher = publisher;
    this.tracing = tracing;
  }

  @Override
  public void publish(SpeechEvent event, ReturnAddress returnAddress) {
    Span span =
        switch (event) {
          case SpeechStarted started -> {
            pauses.remove(started.callSid());
            yield Span.getInvalid();
          }
          case SpeechPaused paused -> startPauseSpan(paused);
          case SpeechEnded ended -> startSilenceSpan(ended);
          case TurnJudged _ -> Span.getInvalid();
        };
    try (Scope _ = span.makeCurrent()) {
      publisher.publish(Topics.SPEECH, event, returnAddress);
    } finally {
      span.end();
    }
  }

  /** Starts a turn's trace: the dialog may request an answer from here on. */
  private Span startPauseSpan(SpeechPaused paused) {
    Span span = tracing.step("pause", Context.root(), paused.callSid()).startSpan();
    if (span.getSpanContext().isValid()) {
      pauses.put(paused.callSid(), Context.root().with(span));
    }
    return span;
  }

  /** Continues the trace with the silence since the caller's last speech. */
  private Span startSilenceSpan(SpeechEnded ended) {
    long silentSinceMs = ended.atMs() - (ended.decidedMs() - ended.endMs());
    Context pause = pauses.remove(ended.callSid());
    return tracing
        .step("silence-wait", pause == null ? Context.root() : pause, ended.callSid())
        .setStartTimestamp(silentSinceMs, TimeUnit.MILLISECONDS)
        .startSpan();
  }
}
