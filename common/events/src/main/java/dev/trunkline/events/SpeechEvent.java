// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller's speech starts and ends. Topic {@code speech}, written by the VAD worker.
 *
 * <p>Stream and {@code startMs} identify an utterance. After a crash the partition's next owner
 * reads the same audio again and may repeat events, with times that differ by a window or two (32
 * ms each). So a reader accepts a start if no utterance is open and the start is not before the
 * last end, and an end if it is after the start of the open utterance; it drops all others.
 */
public sealed interface SpeechEvent extends Event {

  /** The stream whose media time {@link #startMs} counts. */
  String streamSid();

  /** Media time at which the utterance started. */
  long startMs();

  /** The caller started to speak. Written once the detector is sure, so after {@code startMs}. */
  record SpeechStarted(String callSid, String streamSid, long startMs, long atMs)
      implements SpeechEvent {}

  /**
   * The first silence within an utterance: the caller may have finished, or only breathes. If the
   * speech continues, no event says so; if it ends, {@link SpeechEnded} follows. Use it to prepare
   * an answer, never to give one.
   *
   * @param sinceMs media time at which the silence started
   */
  record SpeechPaused(String callSid, String streamSid, long startMs, long sinceMs, long atMs)
      implements SpeechEvent {}

  /**
   * The caller has been silent long enough.
   *
   * @param endMs media time of the last speech, before the silence
   * @param decidedMs media time at which the detector was sure; {@code decidedMs - endMs} is the
   *     silence wait
   * @param lastSoundMs media time of the last audible sound of the speech, which is up to 128 ms
   *     before or after {@code endMs}; null from a writer that does not measure it
   */
  record SpeechEnded(
      String callSid,
      String streamSid,
      long startMs,
      long endMs,
      long decidedMs,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long lastSoundMs,
      long atMs)
      implements SpeechEvent {
    /** An end whose last sound was not measured. */
    public SpeechEnded(
        String callSid, String streamSid, long startMs, long endMs, long decidedMs, long atMs) {
      this(callSid, streamSid, startMs, endMs, decidedMs, null, atMs);
    }

    /** Media time of the caller's last word, as exactly as it is known. */
    public long lastWordMs() {
      return lastSoundMs == null ? endMs : lastSoundMs;
    }
  }

  /**
   * A semantic model's verdict on the sound of an ended utterance: whether the caller's turn is
   * over. Follows its {@link SpeechEnded} some time later, and not every one: a reader must not
   * depend on it.
   *
   * @param endMs that of the {@code SpeechEnded} it belongs to, which it identifies
   * @param completeProbability from 0, the caller will continue, to 1, the caller has finished
   */
  record TurnJudged(
      String callSid,
      String streamSid,
      long startMs,
      long endMs,
      double completeProbability,
      long atMs)
      implements SpeechEvent {}
}
