// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.TranscriptEvent;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import dev.trunkline.events.TranscriptEvent.PartialTranscript;
import dev.trunkline.events.TranscriptEvent.TranscriptionFailed;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Says what came of a stream's audio. Its finals follow each other without overlap. */
final class Results {
  private final Stream stream;
  private final InstantSource clock;
  private final Consumer<TranscriptEvent> publisher;
  private long lastEndMs;

  Results(Stream stream, InstantSource clock, Consumer<TranscriptEvent> publisher) {
    this.stream = stream;
    this.clock = clock;
    this.publisher = publisher;
  }

  /** Media time of the first audio: earlier finals are somebody else's. */
  void beginAt(long ms) {
    lastEndMs = ms;
  }

  /** The end of the last final. */
  long lastEndMs() {
    return lastEndMs;
  }

  long wallMs() {
    return clock.millis();
  }

  void partial(long startMs, String text) {
    publisher.accept(
        new PartialTranscript(stream.callSid(), stream.streamSid(), startMs, text, clock.millis()));
  }

  void completed(Utterance utterance, String text) {
    completed(utterance.startMs(), utterance.endMs(), text, utterance.endedAtMs());
  }

  /** Words that Scribe committed by itself after {@code endMs} of audio. */
  void committed(long endMs, String text) {
    completed(lastEndMs, endMs, text, clock.millis());
  }

  private void completed(long startMs, long endMs, String text, long speechEndedAtMs) {
    publisher.accept(
        new FinalTranscript(
            stream.callSid(),
            stream.streamSid(),
            Math.max(startMs, lastEndMs),
            endMs,
            text,
            speechEndedAtMs,
            clock.millis()));
    lastEndMs = endMs;
  }

  /** One utterance was not understood; the call goes on. */
  void failed(Utterance utterance, Failure failure) {
    failed(utterance.startMs(), utterance.endMs(), failure, false);
    lastEndMs = utterance.endMs();
  }

  /** Nothing more of this stream will be understood. */
  void failedForGood(long startMs, long endMs, Failure failure) {
    failed(startMs, Math.max(startMs, endMs), failure, true);
  }

  private void failed(long startMs, long endMs, Failure failure, boolean permanent) {
    publisher.accept(
        new TranscriptionFailed(
            stream.callSid(),
            stream.streamSid(),
            startMs,
            endMs,
            failure.category(),
            permanent,
            failure.detail(),
            clock.millis()));
  }
}
