// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.runtime.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One stage's spans of a call's turns, each part of the turn's trace. A turn without a trace, such
 * as the greeting, has no span. Turns end in the order of their numbers. Thread-safe.
 */
public final class TurnSpans {
  private final Tracing tracing;
  private final String step;
  private final String callSid;
  private final TreeMap<Integer, Span> open = new TreeMap<>();
  private final Set<Integer> withAudio = new HashSet<>();
  private int ended = -1;

  public TurnSpans(Tracing tracing, String step, String callSid) {
    this.tracing = tracing;
    this.step = step;
    this.callSid = callSid;
  }

  /** Starts the turn's span in the current trace, unless it was started before. */
  public synchronized void begin(int turn) {
    if (turn > ended && Span.current().getSpanContext().isValid() && !open.containsKey(turn)) {
      open.put(turn, tracing.turn(step, Context.current(), callSid, turn).startSpan());
    }
  }

  /** Runs {@code work} with the turn's span as the current one. */
  public void within(int turn, Runnable work) {
    Span span = of(turn);
    if (span == null) {
      work.run();
      return;
    }
    try (Scope _ = span.makeCurrent()) {
      work.run();
    }
  }

  private synchronized @Nullable Span of(int turn) {
    return open.get(turn);
  }

  /** Records the turn's first audio as an event of its span. */
  public synchronized void firstAudio(int turn) {
    Span span = open.get(turn);
    if (span != null && withAudio.add(turn)) {
      span.addEvent("first-audio");
    }
  }

  /** Ends the span of {@code turn}, and any left of earlier turns. */
  public synchronized void end(int turn) {
    ended = Math.max(ended, turn);
    Map<Integer, Span> over = open.headMap(turn, true);
    over.values().forEach(Span::end);
    withAudio.removeAll(over.keySet());
    over.clear();
  }

  /** Ends the span of a turn that was interrupted, and any left of earlier turns. */
  public synchronized void interrupt(int turn) {
    open.headMap(turn, true)
        .values()
        .forEach(span -> span.setAttribute("trunkline.interrupted", true));
    end(turn);
  }
}
