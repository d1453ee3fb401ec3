// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.export;

import dev.trunkline.cli.conversation.ObservedCall;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that was said in a call, on its axis.
 *
 * @param who {@code caller} or {@code assistant}
 * @param text of the assistant: what the caller heard of it
 * @param interrupted true if the assistant was cut short after it
 */
record TranscriptLine(long startMs, long endMs, String who, String text, boolean interrupted) {

  /** All of a call, by time. */
  static List<TranscriptLine> of(ObservedCall story) {
    return Stream.concat(
            story.utterances().stream()
                .map(u -> new TranscriptLine(u.startMs(), u.endMs(), "caller", u.text(), false)),
            story.turns().stream()
                .map(t ->
                    new TranscriptLine(
                        t.startMs(), t.endMs(), "assistant", t.text(), t.interrupted())))
        .sorted(Comparator.comparingLong(TranscriptLine::startMs))
        .toList();
  }

  /** For people. */
  String text(String cut) {
    return String.format(
        Locale.ROOT, "%7.2f s  %-9s  %s%s", startMs / 1000.0, who, text, interrupted ? cut : "");
  }
}
