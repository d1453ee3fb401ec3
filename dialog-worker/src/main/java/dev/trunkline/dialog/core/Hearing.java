// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import org.jspecify.annotations.Nullable;

/**
 * The caller's speech on one stream, in its media time. Knows repeats by it, as {@link
 * dev.trunkline.events.SpeechEvent} asks of its readers.
 *
 * @param openSinceMs where the open utterance began, −1 while nobody speaks
 * @param pausedAtMs the wall clock of the last pause in it, 0 for none
 * @param endedMs where the last utterance ended, −1 before the first
 * @param decidedMs when the detector was sure of that end
 * @param decidedAtMs the wall clock of that moment
 * @param toldAtMs the same by the clock of whoever decides here; 0 if a release that knew less has
 *     stored it
 * @param transcribedMs up to where the words are known, −1 before the first
 * @param transcribedAtMs the wall clock of the last words
 * @param completeProbability how probable a model takes it that the caller has finished with the
 *     last utterance, by its sound; null if none has said so
 */
public record Hearing(
    long openSinceMs,
    long pausedAtMs,
    long endedMs,
    long decidedMs,
    long decidedAtMs,
    long toldAtMs,
    long transcribedMs,
    long transcribedAtMs,
    @Nullable Double completeProbability) {
  static final Hearing NOTHING = new Hearing(-1, 0, -1, 0, 0, 0, -1, 0, null);

  /**
   * What a detector tells is here by then. If it seems to take longer, or less than no time, the
   * clocks of the two machines differ, or the record waited.
   */
  private static final long LONGEST_HOP_MS = 50;

  /** A pause of this length is an end, or was none. */
  private static final long PAUSE_MS = 400;

  /** True if a start at this media time is news. */
  boolean isNewStart(long startMs) {
    return !speaking() && startMs >= endedMs;
  }

  /** True if an end at this media time is news. */
  boolean isNewEnd(long endMs) {
    return speaking() && endMs > openSinceMs;
  }

  /** True if this is the utterance that is open. */
  boolean isOpen(long startMs) {
    return speaking() && startMs == openSinceMs;
  }

  /** True if this utterance is the last, and nobody has spoken since. */
  boolean isLast(long endMs) {
    return !speaking() && endMs == endedMs;
  }

  /** True while an utterance is open. */
  boolean speaking() {
    return openSinceMs >= 0;
  }

  Hearing started(long startMs) {
    return new Hearing(
        startMs,
        0,
        endedMs,
        decidedMs,
        decidedAtMs,
        toldAtMs,
        transcribedMs,
        transcribedAtMs,
        null);
  }

  /** The utterance that is open may be over. */
  Hearing paused(long atMs) {
    return new Hearing(
        openSinceMs,
        atMs,
        endedMs,
        decidedMs,
        decidedAtMs,
        toldAtMs,
        transcribedMs,
        transcribedAtMs,
        null);
  }

  /** An utterance has ended, and that is known here since {@code nowMs}. */
  Hearing ended(SpeechEnded end, long nowMs) {
    return new Hearing(
        -1,
        0,
        end.endMs(),
        end.decidedMs(),
        end.atMs(),
        Math.clamp(end.atMs(), nowMs - LONGEST_HOP_MS, nowMs),
        transcribedMs,
        transcribedAtMs,
        null);
  }

  /** A model has judged the utterance that ended last. */
  Hearing judged(double probability) {
    return new Hearing(
        openSinceMs,
        pausedAtMs,
        endedMs,
        decidedMs,
        decidedAtMs,
        toldAtMs,
        transcribedMs,
        transcribedAtMs,
        probability);
  }

  /** The words up to {@code uptoMs} are known, or known to be lost. */
  Hearing transcribed(long uptoMs, long atMs) {
    return new Hearing(
        openSinceMs,
        pausedAtMs,
        endedMs,
        decidedMs,
        decidedAtMs,
        toldAtMs,
        uptoMs,
        atMs,
        completeProbability);
  }

  /** Without VAD the recogniser's own commit is where speech ended. */
  Hearing committed(FinalTranscript words) {
    return new Hearing(
        -1,
        0,
        words.endMs(),
        words.endMs(),
        words.speechEndedAtMs(),
        words.speechEndedAtMs(),
        words.endMs(),
        words.atMs(),
        null);
  }

  /** Until when (wall clock) the utterance that is open may be over; 0 if it goes on. */
  long pausesUntilMs() {
    return speaking() && pausedAtMs > 0 ? pausedAtMs + PAUSE_MS : 0;
  }

  /** True if the utterance that is open may be over. */
  boolean pauses(long nowMs) {
    return nowMs <= pausesUntilMs();
  }

  /** True if nobody speaks and the last words said are not known yet. */
  boolean awaitsWords() {
    return !speaking() && transcribedMs < endedMs;
  }

  /** The wall clock of the end of the last utterance. */
  long endedAtMs() {
    return silentForAtMs(0);
  }

  /** The media time of a wall clock's moment. */
  long mediaMs(long atMs) {
    return decidedMs - (decidedHereMs() - atMs);
  }

  /** The wall clock at which the silence after the last speech has lasted {@code ms}. */
  long silentForAtMs(long ms) {
    return decidedHereMs() - (decidedMs - endedMs) + ms;
  }

  private long decidedHereMs() {
    return toldAtMs == 0 ? decidedAtMs : toldAtMs;
  }

  /** True if nobody speaks and all that was said is known in words. */
  boolean isSettled() {
    return !speaking() && transcribedMs >= endedMs;
  }
}
