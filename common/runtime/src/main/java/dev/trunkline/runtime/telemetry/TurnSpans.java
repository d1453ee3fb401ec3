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
 * What one stage does for the turns of a call, each as a step of the turn's trace. A turn that
 * belongs to no trace, as the greeting, has none. Turns end in the order of their numbers.
 * Thread-safe.
 */
public final class TurnSpans {
  private final Tracing tracing;
  private final String step;
  private final String callSid;
  private final TreeMap<Integer, Span> open = new TreeMap<>();
  private final Set<Integer> heard = new HashSet<>();
  private int ended = -1;

  public TurnSpans(Tracing tracing, String step, String callSid) {
    this.tracing = tracing;
    this.step = step;
    this.callSid = callSid;
  }

  /** Begins the step in the current trace. Does nothing if it was begun before. */
  public synchronized void begin(int turn) {
    if (turn > ended && Span.current().getSpanContext().isValid() && !open.containsKey(turn)) {
      open.put(turn, tracing.turn(step, Context.current(), callSid, turn).startSpan());
    }
  }

  /** What {@code work} publishes belongs to the turn's step. */
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

  /** Notes the first audio of the turn. */
  public synchronized void firstAudio(int turn) {
    Span span = open.get(turn);
    if (span != null && heard.add(turn)) {
      span.addEvent("first-audio");
    }
  }

  /** Ends the step, and those of earlier turns, which should have ended before. */
  public synchronized void end(int turn) {
    ended = Math.max(ended, turn);
    Map<Integer, Span> over = open.headMap(turn, true);
    over.values().forEach(Span::end);
    heard.removeAll(over.keySet());
    over.clear();
  }

  /** Ends the step of a turn that was not heard to its end, and those before it. */
  public synchronized void interrupt(int turn) {
    open.headMap(turn, true)
        .values()
        .forEach(span -> span.setAttribute("trunkline.interrupted", true));
    end(turn);
  }
}
