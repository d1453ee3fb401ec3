// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events;

/**
 * Where the caller's speech begins and ends. Topic {@code speech}, written by the VAD worker.
 *
 * <p>An utterance is known by its stream and {@code startMs}. After a crash the next owner hears
 * the same audio again and may say the same once more, with times a window or two (32 ms each)
 * apart. So a reader takes a start if no utterance is open and it is not before the last end, and
 * an end if it is after the start of the utterance that is open; it drops all others.
 */
public sealed interface SpeechEvent extends Event {

  /** The stream whose media time {@link #startMs} counts. */
  String streamSid();

  /** Media time at which the utterance began. */
  long startMs();

  /** The caller began to speak. Made once the detector is sure, so later than {@code startMs}. */
  record SpeechStarted(String callSid, String streamSid, long startMs, long atMs)
      implements SpeechEvent {}

  /**
   * The first sign of quiet in speech that is going on: the caller may have finished, or may just
   * breathe. Speech that goes on is not told; the end is, by {@link SpeechEnded}. Good for getting
   * ready, never for an answer.
   *
   * @param sinceMs media time at which the quiet began
   */
  record SpeechPaused(String callSid, String streamSid, long startMs, long sinceMs, long atMs)
      implements SpeechEvent {}

  /**
   * The caller has been quiet long enough.
   *
   * @param endMs media time of the last speech, so before the silence that was waited for
   * @param decidedMs media time at which the detector was sure; {@code decidedMs - endMs} is the
   *     silence wait
   */
  record SpeechEnded(
      String callSid, String streamSid, long startMs, long endMs, long decidedMs, long atMs)
      implements SpeechEvent {}

  /**
   * What a semantic model made of the sound of the utterance that has ended: whether the caller's
   * turn is over with it. Comes some time after its {@link SpeechEnded}, and not for every one: a
   * reader must do without.
   *
   * @param endMs that of the {@code SpeechEnded} it belongs to, and what it is known by
   * @param completeProbability from 0, the caller will go on, to 1, the caller has finished
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
