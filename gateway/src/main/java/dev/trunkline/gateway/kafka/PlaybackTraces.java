// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway.kafka;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.runtime.telemetry.TurnSpans;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last span of a turn's trace: from the arrival of its first audio until it was heard or
 * interrupted. Thread-safe.
 */
public final class PlaybackTraces implements AutoCloseable {
  private final Tracing tracing;
  private final Map<String, TurnSpans> calls = new ConcurrentHashMap<>();

  public PlaybackTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Audio of a turn arrived, in the current trace. Ignored for calls of other gateways. */
  void audioArrived(String callSid, int turn) {
    TurnSpans turns = calls.get(callSid);
    if (turns != null) {
      turns.begin(turn);
    }
  }

  /** Tracks a call while it has a stream. */
  void call(CallEvent event) {
    switch (event) {
      case CallEvent.CallStarted _, CallEvent.CallResumed _ ->
          calls.computeIfAbsent(
              event.callSid(), callSid -> new TurnSpans(tracing, "play", callSid));
      case CallEvent.StreamLost _, CallEvent.CallEnded _ -> calls.remove(event.callSid());
      case CallEvent.DtmfPressed _,
          CallEvent.RedirectFailed _,
          CallEvent.GapCovered _,
          CallEvent.EndReported _ -> {}
    }
  }

  /** Publishes a playback event as part of its turn's trace. */
  void playback(PlaybackEvent event, Runnable publish) {
    TurnSpans turns = calls.get(event.callSid());
    if (turns == null) {
      publish.run();
      return;
    }
    turns.within(event.turn(), publish);
    switch (event) {
      case PlaybackEvent.PlaybackStarted _ -> turns.firstAudio(event.turn());
      case PlaybackEvent.PlaybackFinished _ -> turns.end(event.turn());
      case PlaybackEvent.PlaybackInterrupted _ -> turns.interrupt(event.turn());
    }
  }

  @Override
  public void close() {
    tracing.close();
  }
}
