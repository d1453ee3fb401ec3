// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.ledger;

import dev.trunkline.events.CallEvent;
import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.EndReported;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.CallEvent.RedirectFailed;
import dev.trunkline.events.CallEvent.StreamLost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls ledger's part of one call: one begin, one end, and what came between. */
final class CallLifecycle {
  /** Work on what was in flight when a call ended takes no longer. */
  private static final long AFTERWARDS_MS = 3_000;

  private final String callSid;
  private final Set<CallStarted> starts = new LinkedHashSet<>();
  private final Set<String> streams = new LinkedHashSet<>();
  private final Map<String, String> lost = new HashMap<>();
  private final List<CallEnded> ends = new ArrayList<>();
  private boolean resumed;
  private int repeats;

  CallLifecycle(String callSid) {
    this.callSid = callSid;
  }

  void add(CallEvent event) {
    switch (event) {
      case CallStarted e -> {
        repeats += starts.add(e) ? 0 : 1;
        streams.add(e.streamSid());
      }
      case CallResumed e -> {
        resumed = true;
        repeats += streams.add(e.streamSid()) ? 0 : 1;
      }
      case StreamLost e -> lost.put(e.streamSid(), e.reason());
      case CallEnded e -> {
        if (ends.contains(e)) {
          repeats++;
        } else {
          ends.add(e);
        }
      }
      case EndReported e -> {
        if (e.status().equals("stream-error")) {
          lost.putIfAbsent(e.streamSid(), e.status()); // Its gateway may not live to say so.
        }
      }
      case DtmfPressed _, RedirectFailed _, GapCovered _ -> {
        // Neither begin nor end.
      }
    }
  }

  /** True if no gateway served it: Twilio reports the end of rejected calls, too. */
  boolean wasNeverTaken() {
    return starts.isEmpty() && streams.isEmpty() && ends.isEmpty();
  }

  /** True if its last stream has an end. */
  boolean isOver() {
    return ends.stream().anyMatch(end -> streams.isEmpty() || isLast(end.streamSid()));
  }

  private boolean isLast(String streamSid) {
    return streamSid.equals(List.copyOf(streams).getLast());
  }

  /** True if this stream broke, so that what was in flight on it may be missing. */
  boolean isLost(String streamSid) {
    return lost.containsKey(streamSid)
        || ends.stream()
            .anyMatch(
                e -> e.streamSid().equals(streamSid) && e.cause() == CallEvent.Cause.STREAM_LOST);
  }

  /**
   * True if the call continued on another stream. A broken stream may be unreported: Twilio's
   * callback can reach the gateway that is just dying, and comes once.
   */
  boolean cameBackAfter(String streamSid) {
    return streams.contains(streamSid) && !isLast(streamSid);
  }

  /** True if the caller was transferred when our stream ended. */
  boolean wentOnElsewhere() {
    return ends.stream().anyMatch(end -> end.cause() == CallEvent.Cause.TRANSFERRED);
  }

  /** True if something that happened then may have been cut off by the end of the call. */
  boolean endedSoonAfter(long atMs) {
    return ends.stream().anyMatch(end -> end.atMs() <= atMs + AFTERWARDS_MS);
  }

  void close(LedgerEntry page) {
    page.count(1);
    page.repeated(repeats);
    if (starts.isEmpty() && resumed) {
      page.interrupted("its gateway died before the begin was written, and another went on", 1);
    } else if (starts.isEmpty()) {
      page.lost(callSid, "its begin");
    }
    if (starts.stream().map(CallStarted::streamSid).distinct().count() > 1 || starts.size() > 1) {
      page.doubled(callSid, "it began " + starts.size() + " times");
    }
    lost.keySet().stream()
        .filter(stream -> !streams.isEmpty() && !isLast(stream))
        .forEach(_ -> page.interrupted("a stream broke, and the call came back", 1));
    closeEnd(page);
  }

  private void closeEnd(LedgerEntry page) {
    List<CallEnded> last =
        ends.stream().filter(end -> streams.isEmpty() || isLast(end.streamSid())).toList();
    if (last.isEmpty()) {
      page.lost(callSid, "its end");
      return;
    }
    if (last.size() > 1) {
      page.doubled(callSid, "it ended " + last.size() + " times");
    }
    switch (last.getFirst().cause()) {
      case STREAM_LOST -> page.interrupted(InterruptionCauses.NOT_BACK, 1);
      case GATEWAY_STOPPED -> page.interrupted(InterruptionCauses.NOT_TAKEN, 1);
      case CALLER_HUNG_UP, ASSISTANT_HUNG_UP, TRANSFERRED -> {
        // A normal end.
      }
    }
  }
}
