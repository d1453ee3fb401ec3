// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.gateway;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.PlaybackEvent;
import dev.trunkline.runtime.telemetry.Tracing;
import dev.trunkline.runtime.telemetry.TurnSpans;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last step of a turn's trace: from the arrival of its first audio until it has been heard or
 * stopped. Thread-safe.
 */
final class PlaybackTraces implements AutoCloseable {
  private final Tracing tracing;
  private final Map<String, TurnSpans> calls = new ConcurrentHashMap<>();

  PlaybackTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /** Audio has come for a turn, in the current trace. Does nothing for calls that are not here. */
  void arrived(String callSid, int turn) {
    TurnSpans turns = calls.get(callSid);
    if (turns != null) {
      turns.begin(turn);
    }
  }

  /** Follows a call while it has a stream. */
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

  /** Publishes what has become of a turn, as part of its trace. */
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
