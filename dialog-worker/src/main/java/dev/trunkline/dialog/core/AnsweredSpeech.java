// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.function.Consumer;

/**
 * The speech that a turn answers, for the latency report. {@code endMs} and {@code decidedMs} are
 * media time, the rest wall clocks.
 *
 * @param endMs end of the last word's sound, −1 if it was said on a stream that is gone
 * @param decidedMs when VAD was sure of the end
 * @param transcribedAtMs when its words were known or assumed
 * @param requestedAtMs when the answer was requested
 */
public record AnsweredSpeech(
    String streamSid,
    long endMs,
    long decidedMs,
    long decidedAtMs,
    long transcribedAtMs,
    long requestedAtMs) {

  /** Requested when the words were certain. */
  static AnsweredSpeech certain(String streamSid, CallerSpeech speech, long nowMs) {
    return of(
        streamSid,
        speech,
        it -> {
          it.transcribedAtMs = speech.transcribedAtMs();
          it.requestedAtMs = nowMs;
        });
  }

  /** Requested from words that are only assumed. */
  static AnsweredSpeech assumed(String streamSid, CallerSpeech speech, long nowMs) {
    return of(
        streamSid,
        speech,
        it -> {
          it.transcribedAtMs = nowMs;
          it.requestedAtMs = nowMs;
        });
  }

  /**
   * The assumed words were right. If they were requested before the end of {@code speech}, time
   * counts from that end.
   */
  AnsweredSpeech confirmedBy(CallerSpeech speech) {
    long askedAtMs = Math.max(requestedAtMs, speech.endedAtMs());
    return of(
        streamSid,
        speech,
        it -> {
          if (askedAtMs < speech.decidedAtMs()) {
            it.decidedMs = speech.mediaMs(askedAtMs);
            it.decidedAtMs = askedAtMs;
          }
          it.transcribedAtMs = askedAtMs;
          it.requestedAtMs = askedAtMs;
        });
  }

  private static AnsweredSpeech of(String streamSid, CallerSpeech speech, Consumer<Edit> change) {
    var edit = new Edit(speech);
    change.accept(edit);
    return new AnsweredSpeech(
        streamSid,
        speech.heardUntilMs(),
        edit.decidedMs,
        edit.decidedAtMs,
        edit.transcribedAtMs,
        edit.requestedAtMs);
  }

  private static final class Edit {
    long decidedMs;
    long decidedAtMs;
    long transcribedAtMs;
    long requestedAtMs;

    Edit(CallerSpeech speech) {
      decidedMs = speech.decidedMs();
      decidedAtMs = speech.decidedAtMs();
    }
  }
}
