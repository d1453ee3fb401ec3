// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.kafka;

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
 * A span for each utterance of a stream, from its {@code speech-ended} to its transcript. Where no
 * detector has started a trace, one starts with the transcript. Not thread-safe.
 */
final class UtteranceSpans {
  private static final String STEP = "transcribe";

  private final Tracing tracing;
  private final TreeMap<Long, Span> open = new TreeMap<>();

  UtteranceSpans(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Starts the utterance's span in the trace that is current, if there is one. */
  void start(SpeechEnded ended) {
    if (Span.current().getSpanContext().isValid() && !open.containsKey(ended.endMs())) {
      open.put(ended.endMs(), tracing.step(STEP, Context.current(), ended.callSid()).startSpan());
    }
  }

  /** Publishes an event within its utterance's span. */
  void publish(TranscriptEvent event, Runnable publish) {
    switch (event) {
      case FinalTranscript transcript ->
          publish(remove(transcript.callSid(), transcript.endMs()), publish);
      case TranscriptionFailed failed -> {
        Span span = remove(failed.callSid(), failed.endMs());
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

  /** The span of the utterance that ended at {@code endMs}; ends those of earlier utterances. */
  private Span remove(String callSid, long endMs) {
    Span span = open.remove(endMs);
    Map<Long, Span> earlier = open.headMap(endMs);
    earlier.values().forEach(Span::end);
    earlier.clear();
    return span == null ? tracing.step(STEP, Context.root(), callSid).startSpan() : span;
  }
}
