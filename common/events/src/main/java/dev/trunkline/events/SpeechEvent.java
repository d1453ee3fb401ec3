// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

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
   */
  record SpeechEnded(
      String callSid, String streamSid, long startMs, long endMs, long decidedMs, long atMs)
      implements SpeechEvent {}

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
