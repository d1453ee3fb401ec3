// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps partial transcripts, of which there are many, from conversations that have no use for them.
 * The latest one of a call is kept and given to the conversation when it has, and again after a VAD
 * event, which may change what it means. In memory only: losing one costs time, no words.
 */
final class LatestPartials {
  /** A partial transcript and its record. */
  record Partial(SourceRecord source, PartialTranscript transcript) {}

  private final Map<String, Long> wantedUntilMs = new HashMap<>();
  private final Map<String, Partial> latest = new HashMap<>();

  /** Until when the call's conversation has use for partial transcripts; 0 for not at all. */
  void want(String callSid, long untilMs) {
    if (untilMs == 0) {
      wantedUntilMs.remove(callSid);
    } else {
      wantedUntilMs.put(callSid, untilMs);
    }
  }

  boolean isWanted(String callSid, long nowMs) {
    return nowMs <= wantedUntilMs.getOrDefault(callSid, 0L);
  }

  void put(SourceRecord source, PartialTranscript transcript) {
    latest.put(source.message().key(), new Partial(source, transcript));
  }

  /** The latest one, null if the conversation has no use for it now. */
  @Nullable Partial latestWanted(String callSid, long nowMs) {
    return isWanted(callSid, nowMs) ? latest.get(callSid) : null;
  }

  /** The final transcript has replaced it. */
  void drop(String callSid) {
    latest.remove(callSid);
  }

  void forget(String callSid) {
    wantedUntilMs.remove(callSid);
    latest.remove(callSid);
  }
}
