// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.conversation;

import dev.trunkline.cli.conversation.ObservedCall.Heard;
import dev.trunkline.cli.picture.Timeline;
import dev.trunkline.cli.picture.Timeline.Mark;
import dev.trunkline.cli.picture.Timeline.Span;
import java.util.List;
import java.util.Locale;

/** A story to be drawn. */
public final class CallTimeline {
  private CallTimeline() {}

  /** The story beside both voices, 8 kHz. */
  public static Timeline of(
      ObservedCall story, long durationMs, short[] caller, short[] assistant) {
    return of(story.callSid(), durationMs, story.utterances(), story.turns(), caller, assistant);
  }

  /** The same from its parts. */
  public static Timeline of(
      String callSid,
      long durationMs,
      List<ObservedCall.Utterance> said,
      List<Heard> heard,
      short[] caller,
      short[] assistant) {
    String title =
        String.format(
            Locale.ROOT,
            "Call %s · %.1f s · %d utterances · %d turns",
            callSid,
            durationMs / 1000.0,
            said.size(),
            heard.size());
    List<Span> utterances =
        said.stream().map(u -> new Span(u.startMs(), u.endMs(), u.text(), "")).toList();
    List<Span> turns =
        heard.stream().map(t -> new Span(t.startMs(), t.endMs(), t.text(), note(t))).toList();
    List<Mark> marks =
        heard.stream()
            .filter(Heard::interrupted)
            .map(t -> new Mark(t.endMs(), "interrupted"))
            .toList();
    return new Timeline(title, caller, assistant, utterances, turns, marks);
  }

  private static String note(Heard turn) {
    return turn.latency() == null || turn.latency().answerMs() < 0
        ? ""
        : "answer after " + turn.latency().answerMs() + " ms";
  }
}
