// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.redaction;

import dev.trunkline.events.TranscriptEvent.AssistantHeard;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * Transcripts of one call, from one that ends in digits until the number is complete. What the
 * caller heard in between keeps its place in the order. Not thread-safe.
 */
final class PendingNumber {
  /**
   * A number of more records than this is written as it stands: the caller is counting aloud, or
   * the topic holds something unexpected.
   */
  private static final int MAX_RECORDS = 32;

  private final TextRedactor redactor;
  private final List<TranscriptRecord> records = new ArrayList<>();
  private final long sinceMs;

  /**
   * @param sinceMs when the first record arrived, in ms of a steady clock
   */
  PendingNumber(TextRedactor redactor, TranscriptRecord first, long sinceMs) {
    this.redactor = redactor;
    this.sinceMs = sinceMs;
    records.add(first);
  }

  void add(TranscriptRecord transcript) {
    records.add(transcript);
  }

  /** True if the caller's next words may continue the number. */
  boolean isOpen() {
    return !isFull() && redactor.isOpen(texts());
  }

  boolean isFull() {
    return records.size() >= MAX_RECORDS;
  }

  long sinceMs() {
    return sinceMs;
  }

  long firstOffset() {
    return records.getFirst().message().offset();
  }

  long lastOffset() {
    return records.getLast().message().offset();
  }

  /** All records, redacted, in their original order. */
  List<TranscriptRecord> redacted() {
    List<String> caller = new ArrayList<>(redactor.redact(texts()));
    return records.stream().map(each -> redacted(each, caller)).toList();
  }

  private List<String> texts() {
    return records.stream()
        .map(TranscriptRecord::event)
        .filter(FinalTranscript.class::isInstance)
        .map(event -> ((FinalTranscript) event).text())
        .toList();
  }

  private TranscriptRecord redacted(TranscriptRecord original, List<String> caller) {
    return new TranscriptRecord(
        original.message(),
        switch (original.event()) {
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
              throw new IllegalStateException("only final transcripts and heard text are copied");
        });
  }
}
