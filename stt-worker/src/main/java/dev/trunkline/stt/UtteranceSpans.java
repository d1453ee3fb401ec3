// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.runtime.telemetry.Labels;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.TreeMap;

/**
 * The steps of a stream's utterances from the detector's word to the transcript. Where no detector
 * has begun a trace, one begins with the transcript. One thread at a time.
 */
final class UtteranceSpans {
  private static final String STEP = "transcribe";

  private final Tracing tracing;
  private final TreeMap<Long, Span> open = new TreeMap<>();

  UtteranceSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  /** An utterance ended, as the record of the current trace says. */
  void begin(SpeechEnded ended) {
    if (Span.current().getSpanContext().isValid() && !open.containsKey(ended.endMs())) {
      open.put(ended.endMs(), tracing.step(STEP, Context.current(), ended.callSid()).startSpan());
    }
  }

  /** Publishes an event as part of its utterance's trace. */
  void publish(TranscriptEvent event, Runnable publish) {
    switch (event) {
      case FinalTranscript words -> publish(take(words.callSid(), words.endMs()), publish);
      case TranscriptionFailed failed -> {
        Span span = take(failed.callSid(), failed.endMs());
        span.setStatus(StatusCode.ERROR, Labels.of(failed.category()));
        publish(span, publish);
      }
      case PartialTranscript _, AssistantHeard _ -> publish.run();
    }
  }

  private static void publish(Span span, Runnable publish) {
    try (Scope _ = span.makeCurrent()) {
      publish.run();
    } finally {
      span.end();
    }
  }

  /** The step of the utterance that ended then; those before it come to nothing. */
  private Span take(String callSid, long endMs) {
    Span span = open.remove(endMs);
    Map<Long, Span> before = open.headMap(endMs);
    before.values().forEach(Span::end);
    before.clear();
    return span == null ? tracing.step(STEP, Context.root(), callSid).startSpan() : span;
  }
}
