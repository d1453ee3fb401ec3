// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.kafka;

import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps partial transcripts, of which there are many, from conversations that have no use for them;
 * the latest of a call is kept for when it has. What such a one means may change with what the
 * detector says, so it is given to it again then. In memory alone: to lose one costs some time, no
 * words.
 */
final class HeldPartials {
  /** A partial and the record it stands in. */
  record Held(Source source, PartialTranscript partial) {}

  private final Map<String, Long> wantedUntilMs = new HashMap<>();
  private final Map<String, Held> latest = new HashMap<>();

  /** Until when the call's conversation has use for partials; 0 for not at all. */
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

  void hold(Source source, PartialTranscript partial) {
    latest.put(source.message().key(), new Held(source, partial));
  }

  /** The latest one, if the conversation has use for it now. */
  @Nullable Held latestWanted(String callSid, long nowMs) {
    return isWanted(callSid, nowMs) ? latest.get(callSid) : null;
  }

  /** Its words are known in full. */
  void drop(String callSid) {
    latest.remove(callSid);
  }

  void forget(String callSid) {
    wantedUntilMs.remove(callSid);
    latest.remove(callSid);
  }
}
