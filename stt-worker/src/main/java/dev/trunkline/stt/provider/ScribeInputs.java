// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.provider;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.stt.core.ConnectionFailure;
import dev.trunkline.stt.core.Remedy;
import dev.trunkline.stt.core.TranscriptionInput;
import dev.trunkline.stt.core.TranscriptionInput.ConnectionInput;

/** Translates what happens on a Scribe socket into inputs of the transcription. */
public final class ScribeInputs {
  private ScribeInputs() {}

  /** The input that {@code event} on connection {@code number} is. */
  public static ConnectionInput of(int number, ScribeEvent event) {
    return switch (event) {
      case ScribeEvent.SessionStarted _ -> new TranscriptionInput.SessionStarted(number);
      case ScribeEvent.PartialTranscribed partial ->
          new TranscriptionInput.PartialReceived(number, partial.text());
      case ScribeEvent.TranscriptCommitted committed ->
          new TranscriptionInput.SegmentTranscribed(number, committed.text());
      case ScribeEvent.ErrorReported reported
          when reported.error() == ScribeError.COMMIT_THROTTLED ->
          new TranscriptionInput.CommitRejected(number, failure(reported.error(), reported.text()));
      case ScribeEvent.ErrorReported reported ->
          new TranscriptionInput.ConnectionFailed(
              number, failure(reported.error(), reported.text()));
      case ScribeEvent.Closed closed ->
          new TranscriptionInput.ConnectionFailed(number, failure(closed));
      case ScribeEvent.Broken broken ->
          new TranscriptionInput.ConnectionFailed(number, failure(broken));
      case ScribeEvent.Ignored _ -> new TranscriptionInput.UnknownMessageReceived(number);
    };
  }

  /** A close means what its reason says, which may name an error even beside code 1000. */
  private static ConnectionFailure failure(ScribeEvent.Closed event) {
    return ScribeError.named(event.reason())
        .map(error -> failure(error, "closed"))
        .orElseGet(() ->
            new ConnectionFailure(
                FailureCategory.UNAVAILABLE, Remedy.BACK_OFF, "closed with " + event.code(), 0));
  }

  private static ConnectionFailure failure(ScribeEvent.Broken event) {
    Remedy remedy = event.category().isPermanent() ? Remedy.STOP : Remedy.BACK_OFF;
    return new ConnectionFailure(event.category(), remedy, event.detail(), event.retryAfterMs());
  }

  private static ConnectionFailure failure(ScribeError error, String text) {
    return new ConnectionFailure(
        error.category(),
        error.remedy(),
        error.wireName() + (text.isEmpty() ? "" : ": " + text),
        0);
  }
}
