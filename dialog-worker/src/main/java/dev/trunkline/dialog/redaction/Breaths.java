// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller said from a number that may go on, until it is known where it ends; and what the
 * caller heard meanwhile, which keeps its place. For one thread.
 */
final class Breaths {
  /** Then it is written as it is: somebody counts, or the topic is not what it should be. */
  private static final int MOST = 32;

  private final Redactor redactor;
  private final List<Said> all = new ArrayList<>();
  private final long sinceMs;

  /**
   * @param sinceMs any clock's time of the first
   */
  Breaths(Redactor redactor, Said first, long sinceMs) {
    this.redactor = redactor;
    this.sinceMs = sinceMs;
    all.add(first);
  }

  void add(Said said) {
    all.add(said);
  }

  /** True if the next words of the caller may belong to a number in these. */
  boolean isOpen() {
    return !isFull() && redactor.isOpen(texts());
  }

  /** True if no more may be added. */
  boolean isFull() {
    return all.size() >= MOST;
  }

  long sinceMs() {
    return sinceMs;
  }

  long firstOffset() {
    return all.getFirst().message().offset();
  }

  long lastOffset() {
    return all.getLast().message().offset();
  }

  /** All of them, redacted, in the order in which they stood. */
  List<Said> redacted() {
    List<String> caller = new ArrayList<>(redactor.redact(texts()));
    return all.stream().map(said -> redacted(said, caller)).toList();
  }

  private List<String> texts() {
    return all.stream()
        .map(Said::event)
        .filter(FinalTranscript.class::isInstance)
        .map(event -> ((FinalTranscript) event).text())
        .toList();
  }

  private Said redacted(Said said, List<String> caller) {
    return new Said(
        said.message(),
        switch (said.event()) {
          case FinalTranscript f ->
              new FinalTranscript(
                  f.callSid(),
                  f.streamSid(),
                  f.startMs(),
                  f.endMs(),
                  caller.removeFirst(),
                  f.speechEndedAtMs(),
                  f.atMs());
          case AssistantHeard a ->
              new AssistantHeard(
                  a.callSid(), a.turn(), redactor.redact(a.text()), a.interrupted(), a.atMs());
          case PartialTranscript _, TranscriptionFailed _ ->
              throw new IllegalStateException("is not passed on");
        });
  }
}
