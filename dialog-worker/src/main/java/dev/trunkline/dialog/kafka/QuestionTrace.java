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
 * The trace of the caller's last words, to which the turn that answers them belongs.
 *
 * @param traceparent W3C form
 * @param sinceMs wall clock at which the record was read
 */
record QuestionTrace(String traceparent, long sinceMs) {

  /** The trace of a record, null if it has none. */
  static @Nullable QuestionTrace in(Headers headers, long nowMs) {
    String traceparent = Tracing.traceparent(headers);
    return traceparent == null ? null : new QuestionTrace(traceparent, nowMs);
  }

  /** True for words to be answered or, until they are transcribed, the end of their speech. */
  static boolean isIn(Event event, @Nullable Conversation before) {
    return (event instanceof FinalTranscript words && !words.text().isBlank())
        || event instanceof SpeechPaused
        || (event instanceof SpeechEnded end
            && before != null
            && end.endMs() > before.speech().transcribedMs());
  }

  Context trace() {
    return Tracing.extract(traceparent);
  }
}
