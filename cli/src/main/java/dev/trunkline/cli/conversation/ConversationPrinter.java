// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import dev.trunkline.events.CallEvent.CallEnded;
import dev.trunkline.events.CallEvent.CallResumed;
import dev.trunkline.events.CallEvent.CallStarted;
import dev.trunkline.events.CallEvent.DtmfPressed;
import dev.trunkline.events.CallEvent.GapCovered;
import dev.trunkline.events.Event;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.events.TurnEvent.TurnCompleted;
import dev.trunkline.events.TurnEvent.TurnLatency;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Prints calls as they happen: when, who, what, and where an answer's time went. */
public final class ConversationPrinter {
  private final PrintStream out;
  private final boolean severalCalls;
  private final ShownWords shown;
  private final Map<String, Long> begins = new HashMap<>();

  /**
   * @param severalCalls true to put the end of the call's id before every line
   */
  public ConversationPrinter(PrintStream out, boolean severalCalls, ShownWords shown) {
    this.out = out;
    this.severalCalls = severalCalls;
    this.shown = shown;
  }

  /** Tells an event, if there is something to tell. One thread. */
  public void accept(Event event) {
    switch (event) {
      case CallStarted e ->
          line(e, 0, "call", "from " + shown.number(e.from()) + " to " + shown.number(e.to()));
      case CallResumed e -> line(e, 0, "call", "came back on a new stream");
      case GapCovered e ->
          line(
              e,
              e.mediaMs(),
              "gateway",
              "One moment: no live worker for " + String.join(", ", e.stages()));
      case DtmfPressed e -> line(e, e.mediaMs(), "caller", "[key " + shown.key(e.digit()) + "]");
      case FinalTranscript e -> {
        if (!e.text().isBlank()) {
          line(e, e.startMs(), "caller", shown.words(e.callSid(), "caller", e.text()));
        }
      }
      case TranscriptionFailed e ->
          line(e, e.endMs(), "trouble", "not understood: " + e.category());
      case PlaybackStarted e -> begins.putIfAbsent(e.callSid() + e.turn(), e.mediaMs());
      case TurnCompleted e -> {
        Long begin = begins.remove(e.callSid() + e.turn());
        if (begin != null && !e.text().isBlank()) {
          String words = shown.words(e.callSid(), "assistant", e.text());
          line(e, begin, "assistant", words + (e.interrupted() ? " — [interrupted]" : ""));
        }
        TurnLatency latency = e.latency();
        if (latency != null) {
          out.println(breakdown(latency));
        }
      }
      case CallEnded e -> {
        shown.forget(e.callSid());
        line(
            e,
            e.durationMs(),
            "call",
            "ended: " + e.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
      default -> {
        // The services' talk among themselves.
      }
    }
    out.flush();
  }

  private void line(Event event, long mediaMs, String who, String what) {
    String call = severalCalls ? event.callSid().substring(event.callSid().length() - 4) + " " : "";
    out.printf(Locale.ROOT, "%s%7.2f s  %-10s %s%n", call, mediaMs / 1000.0, who, what);
  }

  /** The way of an answer in words, in milliseconds. */
  static String breakdown(TurnLatency l) {
    boolean ahead = l.transcriptMs() == 0 && l.requestMs() == 0;
    String asked =
        ahead
            ? String.format("asked for ahead after %d", l.silenceWaitMs())
            : String.format(
                "silence wait %d → transcript %d → end of turn %d",
                l.silenceWaitMs(), l.transcriptMs(), l.requestMs());
    return String.format(
        Locale.ROOT,
        "             └ heard %d ms after the caller's last word: %s → first token %d → first"
            + " segment %d → first audio %d → play-out %d",
        l.answerMs(),
        asked,
        l.firstTokenMs(),
        l.firstSegmentMs(),
        l.firstAudioMs(),
        l.playoutMs());
  }
}
