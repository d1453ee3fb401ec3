// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import dev.trunkline.stt.core.TranscriptionAction.PublishTranscript;

/** Publishes the transcripts of a stream; its finals follow each other without overlap. */
final class TranscriptOutput {
  private final StreamId stream;
  private final PendingActions actions;
  private long lastEndMs;

  TranscriptOutput(StreamId stream, PendingActions actions) {
    this.stream = stream;
    this.actions = actions;
  }

  /** Media time of the first audio; a predecessor published what was before. */
  void startAt(long ms) {
    lastEndMs = ms;
  }

  /** Media time at which the last final ended. */
  long lastEndMs() {
    return lastEndMs;
  }

  void publishPartial(long startMs, String text, ClockReading now) {
    actions.add(
        new PublishTranscript(
            new PartialTranscript(
                stream.callSid(), stream.streamSid(), startMs, text, now.wallMs())));
  }

  void publishFinal(PendingUtterance utterance, String text, ClockReading now) {
    publishFinal(utterance.startMs(), utterance.endMs(), text, utterance.endedAtMs(), now);
  }

  /** Scribe committed by itself after {@code endMs} of audio. */
  void publishScribeCommit(long endMs, String text, ClockReading now) {
    publishFinal(lastEndMs, endMs, text, now.wallMs(), now);
  }

  private void publishFinal(
      long startMs, long endMs, String text, long speechEndedAtMs, ClockReading now) {
    actions.add(
        new PublishTranscript(
            new FinalTranscript(
                stream.callSid(),
                stream.streamSid(),
                Math.max(startMs, lastEndMs),
                endMs,
                text,
                speechEndedAtMs,
                now.wallMs())));
    lastEndMs = endMs;
  }

  /** One utterance is given up; the stream continues. */
  void publishUtteranceFailure(
      PendingUtterance utterance, ConnectionFailure failure, ClockReading now) {
    publishFailure(utterance.startMs(), utterance.endMs(), failure, false, now);
    lastEndMs = utterance.endMs();
  }

  /** The stream is given up. */
  void publishStreamFailure(long startMs, long endMs, ConnectionFailure failure, ClockReading now) {
    publishFailure(startMs, Math.max(startMs, endMs), failure, true, now);
  }

  private void publishFailure(
      long startMs, long endMs, ConnectionFailure failure, boolean permanent, ClockReading now) {
    actions.add(
        new PublishTranscript(
            new TranscriptionFailed(
                stream.callSid(),
                stream.streamSid(),
                startMs,
                endMs,
                failure.category(),
                permanent,
                failure.detail(),
                now.wallMs())));
  }
}
