// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.dialog.core.Conversation;
import dev.trunkline.events.Event;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechPaused;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.runtime.telemetry.Tracing;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The trace of what the caller said last, and so of the turn that will answer it.
 *
 * @param traceparent W3C form
 * @param sinceMs wall clock at which its words were read
 */
record Question(String traceparent, long sinceMs) {

  /** That of a record, null if it belongs to no trace. */
  static @Nullable Question in(Headers headers, long nowMs) {
    String traceparent = Tracing.traceparent(headers);
    return traceparent == null ? null : new Question(traceparent, nowMs);
  }

  /** The words to be answered, or, before they are known, the end of the speech they belong to. */
  static boolean isIn(Event event, @Nullable Conversation before) {
    return (event instanceof FinalTranscript words && !words.text().isBlank())
        || event instanceof SpeechPaused
        || (event instanceof SpeechEnded end
            && before != null
            && end.endMs() > before.hearing().transcribedMs());
  }

  Context trace() {
    return Tracing.extract(traceparent);
  }
}
