package dev.trunkline.dialog.stream;

import dev.trunkline.common.telemetry.Tracing;
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

  Context trace() {
    return Tracing.of(traceparent);
  }
}
