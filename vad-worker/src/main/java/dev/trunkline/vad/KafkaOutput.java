// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad;

import dev.trunkline.events.SpeechEvent;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import dev.trunkline.events.SpeechEvent.TurnJudged;
import dev.trunkline.events.topic.ReturnAddress;
import dev.trunkline.events.topic.Topics;
import dev.trunkline.runtime.kafka.DeadLetters;
import dev.trunkline.runtime.kafka.Publisher;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Speech to topic {@code speech}, what cannot be read to the dead letters. One thread, but for
 * {@code TurnJudged}, which opens no trace and may come on any.
 */
final class KafkaOutput implements SpeechOutput {
  private static final int MOST_PAUSES = 10_000;

  private final Publisher publisher;
  private final DeadLetters deadLetters;
  private final Tracing tracing;

  /** The last pause of each call that speaks; of calls that left in the middle, the oldest go. */
  private final Map<String, Context> pauses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Context> eldest) {
          return size() > MOST_PAUSES;
        }
      };

  KafkaOutput(Publisher publisher, DeadLetters deadLetters, Tracing tracing) {
    this.publisher = publisher;
    this.deadLetters = deadLetters;
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
          case SpeechPaused paused -> pause(paused);
          case SpeechEnded ended -> silenceWait(ended);
          case TurnJudged _ -> Span.getInvalid();
        };
    try (Scope _ = span.makeCurrent()) {
      publisher.publish(Topics.SPEECH, event, returnAddress);
    } finally {
      span.end();
    }
  }

  /** Here a turn's trace begins, for the answer may be asked for now. */
  private Span pause(SpeechPaused paused) {
    Span span = tracing.step("pause", Context.root(), paused.callSid()).startSpan();
    if (span.getSpanContext().isValid()) {
      pauses.put(paused.callSid(), Context.root().with(span));
    }
    return span;
  }

  /** The trace goes on with the time from when the caller had fallen silent. */
  private Span silenceWait(SpeechEnded ended) {
    long silentSinceMs = ended.atMs() - (ended.decidedMs() - ended.endMs());
    Context pause = pauses.remove(ended.callSid());
    return tracing
        .step("silence-wait", pause == null ? Context.root() : pause, ended.callSid())
        .setStartTimestamp(silentSinceMs, TimeUnit.MILLISECONDS)
        .startSpan();
  }

  @Override
  public void unusable(ConsumerRecord<String, byte[]> message, Exception why) {
    deadLetters.put(message, why);
  }
}
