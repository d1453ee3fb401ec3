// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.TranscriptEvent.FinalTranscript;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The caller's speech on one stream. {@code …Ms} is media time of that stream, {@code …AtMs} the
 * wall clock. Media time identifies repeats, as {@link dev.trunkline.events.SpeechEvent} asks of
 * its readers.
 *
 * @param openSinceMs start of the open utterance, −1 while the caller is silent
 * @param pausedAtMs the last pause in it, 0 for none
 * @param endedMs end of the last utterance, −1 before the first
 * @param decidedMs when VAD was sure of that end
 * @param decidedAtMs the same by the clock of the VAD worker
 * @param endKnownAtMs the same by the clock of this worker; 0 in state of a release without it
 * @param transcribedMs end of the last transcript, −1 before the first
 * @param transcribedAtMs when the last transcript was written
 * @param completeProbability what the turn model says of the last utterance: how probable it is
 *     that the caller has finished; null without a verdict
 * @param lastWordMs media time of the last word's sound, for the latency report; 0 if unknown
 * @param coveredMs end of the utterance whose missing words were last covered by words to the
 *     caller; 0 before the first
 */
public record CallerSpeech(
    long openSinceMs,
    long pausedAtMs,
    long endedMs,
    long decidedMs,
    long decidedAtMs,
    @JsonProperty("toldAtMs") long endKnownAtMs,
    long transcribedMs,
    long transcribedAtMs,
    @Nullable Double completeProbability,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long lastWordMs,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long coveredMs) {

  static final CallerSpeech NONE = new CallerSpeech(-1, 0, -1, 0, 0, 0, -1, 0, null, 0, 0);

  /**
   * Upper bound for the latency from VAD to here. A measured latency above it, or below zero, means
   * clock skew or a delayed record and is not trusted.
   */
  private static final long MAX_HOP_MS = 50;

  /** A pause of this length has become an end, or the caller has spoken again. */
  private static final long PAUSE_MS = 400;

  boolean isNewStart(long startMs) {
    return !speaking() && startMs >= endedMs;
  }

  boolean isNewEnd(long endMs) {
    return speaking() && endMs > openSinceMs;
  }

  boolean isNewTranscript(long endMs) {
    return endMs > transcribedMs;
  }

  /** True if the utterance that began at {@code startMs} is open. */
  boolean isOpen(long startMs) {
    return speaking() && startMs == openSinceMs;
  }

  /** True if the utterance that ended at {@code endMs} is the last, and the caller is silent. */
  boolean isLast(long endMs) {
    return !speaking() && endMs == endedMs;
  }

  /** True while an utterance is open. */
  boolean speaking() {
    return openSinceMs >= 0;
  }

  CallerSpeech started(long startMs) {
    return edit(it -> {
      it.openSinceMs = startMs;
      it.pausedAtMs = 0;
      it.completeProbability = null;
    });
  }

  /** The open utterance may have ended. */
  CallerSpeech paused(long atMs) {
    return edit(it -> {
      it.pausedAtMs = atMs;
      it.completeProbability = null;
    });
  }

  CallerSpeech ended(SpeechEnded end, long nowMs) {
    return edit(it -> {
      it.openSinceMs = -1;
      it.pausedAtMs = 0;
      it.endedMs = end.endMs();
      it.lastWordMs = end.lastWordMs();
      it.decidedMs = end.decidedMs();
      it.decidedAtMs = end.atMs();
      it.endKnownAtMs = Math.clamp(end.atMs(), nowMs - MAX_HOP_MS, nowMs);
      it.completeProbability = null;
    });
  }

  /** The turn model's verdict on the last utterance. */
  CallerSpeech judged(double probability) {
    return edit(it -> it.completeProbability = probability);
  }

  /** The words up to {@code untilMs} are known, or known to be lost. */
  CallerSpeech transcribed(long untilMs, long atMs) {
    return edit(it -> {
      it.transcribedMs = untilMs;
      it.transcribedAtMs = atMs;
    });
  }

  /** Without VAD, the commit of speech recognition is the end of the utterance. */
  CallerSpeech committed(FinalTranscript words) {
    return edit(it -> {
      it.openSinceMs = -1;
      it.pausedAtMs = 0;
      it.endedMs = words.endMs();
      it.lastWordMs = words.endMs();
      it.decidedMs = words.endMs();
      it.decidedAtMs = words.speechEndedAtMs();
      it.endKnownAtMs = words.speechEndedAtMs();
      it.transcribedMs = words.endMs();
      it.transcribedAtMs = words.atMs();
      it.completeProbability = null;
    });
  }

  /** The caller heard that the words of the last utterance take long. */
  CallerSpeech covered() {
    return edit(it -> it.coveredMs = endedMs);
  }

  /** Until when the open utterance may have ended; 0 if it has not paused. */
  long pausesUntilMs() {
    return speaking() && pausedAtMs > 0 ? pausedAtMs + PAUSE_MS : 0;
  }

  /** True if the open utterance may have ended. */
  boolean pauses(long nowMs) {
    return nowMs <= pausesUntilMs();
  }

  /** True if the caller is silent and the last words are not transcribed yet. */
  boolean awaitsWords() {
    return !speaking() && transcribedMs < endedMs;
  }

  /** True if {@link #awaitsWords} and the caller has not heard that it takes long. */
  boolean awaitsWordsUncovered() {
    return awaitsWords() && coveredMs < endedMs;
  }

  /** Media time of the caller's last word; −1 before the first. */
  long heardUntilMs() {
    return lastWordMs == 0 ? endedMs : lastWordMs;
  }

  /** Wall clock of the end of the last utterance. */
  long endedAtMs() {
    return silentForAtMs(0);
  }

  /** Media time at the wall clock {@code atMs}. */
  long mediaMs(long atMs) {
    return decidedMs - (endDecidedHereMs() - atMs);
  }

  /** Wall clock at which the silence after the last utterance has lasted {@code ms}. */
  long silentForAtMs(long ms) {
    return endDecidedHereMs() - (decidedMs - endedMs) + ms;
  }

  private long endDecidedHereMs() {
    return endKnownAtMs == 0 ? decidedAtMs : endKnownAtMs;
  }

  /** True if the caller is silent and all that was said is transcribed. */
  boolean isSettled() {
    return !speaking() && transcribedMs >= endedMs;
  }

  private CallerSpeech edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  private static final class Edit {
    long openSinceMs;
    long pausedAtMs;
    long endedMs;
    long decidedMs;
    long decidedAtMs;
    long endKnownAtMs;
    long transcribedMs;
    long transcribedAtMs;
    @Nullable Double completeProbability;
    long lastWordMs;
    long coveredMs;

    Edit(CallerSpeech from) {
      openSinceMs = from.openSinceMs;
      pausedAtMs = from.pausedAtMs;
      endedMs = from.endedMs;
      decidedMs = from.decidedMs;
      decidedAtMs = from.decidedAtMs;
      endKnownAtMs = from.endKnownAtMs;
      transcribedMs = from.transcribedMs;
      transcribedAtMs = from.transcribedAtMs;
      completeProbability = from.completeProbability;
      lastWordMs = from.lastWordMs;
      coveredMs = from.coveredMs;
    }

    CallerSpeech done() {
      return new CallerSpeech(
          openSinceMs,
          pausedAtMs,
          endedMs,
          decidedMs,
          decidedAtMs,
          endKnownAtMs,
          transcribedMs,
          transcribedAtMs,
          completeProbability,
          lastWordMs,
          coveredMs);
    }
  }
}
