package dev.trunkline.dialog.conversation;

import dev.trunkline.common.event.SpeechEvent.SpeechEnded;
import dev.trunkline.common.event.TranscriptEvent.FinalTranscript;

/**
 * The caller's speech on one stream, in its media time. Knows repeats by it, as {@link
 * dev.trunkline.common.event.SpeechEvent} asks of its readers.
 *
 * @param openSinceMs where the open utterance began, −1 while nobody speaks
 * @param endedMs where the last utterance ended, −1 before the first
 * @param decidedMs when the detector was sure of that end
 * @param decidedAtMs the wall clock of that moment
 * @param transcribedMs up to where the words are known, −1 before the first
 * @param transcribedAtMs the wall clock of the last words
 */
public record Hearing(
    long openSinceMs,
    long endedMs,
    long decidedMs,
    long decidedAtMs,
    long transcribedMs,
    long transcribedAtMs) {
  static final Hearing NOTHING = new Hearing(-1, -1, 0, 0, -1, 0);

  /** True if a start at this media time is news. */
  boolean isNewStart(long startMs) {
    return !speaking() && startMs >= endedMs;
  }

  /** True if an end at this media time is news. */
  boolean isNewEnd(long endMs) {
    return speaking() && endMs > openSinceMs;
  }

  /** True while an utterance is open. */
  boolean speaking() {
    return openSinceMs >= 0;
  }

  Hearing started(long startMs) {
    return new Hearing(startMs, endedMs, decidedMs, decidedAtMs, transcribedMs, transcribedAtMs);
  }

  Hearing ended(SpeechEnded end) {
    return new Hearing(
        -1, end.endMs(), end.decidedMs(), end.atMs(), transcribedMs, transcribedAtMs);
  }

  /** The words up to {@code uptoMs} are known, or known to be lost. */
  Hearing transcribed(long uptoMs, long atMs) {
    return new Hearing(openSinceMs, endedMs, decidedMs, decidedAtMs, uptoMs, atMs);
  }

  /** Without VAD the recogniser's own commit is where speech ended. */
  Hearing committed(FinalTranscript words) {
    return new Hearing(
        -1, words.endMs(), words.endMs(), words.speechEndedAtMs(), words.endMs(), words.atMs());
  }

  /** True if nobody speaks and the last words said are not known yet. */
  boolean awaitsWords() {
    return !speaking() && transcribedMs < endedMs;
  }

  /** The wall clock at which the silence after the last speech has lasted {@code ms}. */
  long silentForAtMs(long ms) {
    return decidedAtMs - (decidedMs - endedMs) + ms;
  }

  /** True if nobody speaks and all that was said is known in words. */
  boolean isSettled() {
    return !speaking() && transcribedMs >= endedMs;
  }
}
