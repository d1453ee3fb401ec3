// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnLatency;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn on its way from the wish to the caller's ear.
 *
 * @param answers what it answers, null for texts that answer nothing
 * @param segments its text so far, in order
 * @param failure why its text ended early, null if it did not
 * @param firstTokenAtMs when the model's first token came, 0 before
 * @param writtenAtMs when its first segment was written, 0 before
 * @param started when its sound began, null before
 * @param deadlineMs wall clock by which the next step must have come, or it is given up
 * @param interruptible false if the caller cannot stop it
 * @param guess what the caller is believed to have said, if it answers that ahead of time; else
 *     null
 */
public record Turn(
    int number,
    @Nullable Answers answers,
    List<String> segments,
    @Nullable FailureCategory failure,
    long firstTokenAtMs,
    long writtenAtMs,
    @Nullable Started started,
    long deadlineMs,
    boolean interruptible,
    @Nullable String guess) {

  public Turn {
    segments = List.copyOf(segments);
  }

  /**
   * The speech that a turn answers; wall clocks but for {@code endMs} and {@code decidedMs}.
   *
   * @param endMs −1 if it was said on a stream that is gone
   * @param transcribedAtMs when its words were known, or guessed
   */
  public record Answers(
      String streamSid,
      long endMs,
      long decidedMs,
      long decidedAtMs,
      long transcribedAtMs,
      long requestedAtMs) {

    private Answers guessedAt(Hearing hearing) {
      long askedAtMs = Math.max(requestedAtMs, hearing.endedAtMs());
      boolean early = askedAtMs < hearing.decidedAtMs();
      long decidedMs = early ? hearing.mediaMs(askedAtMs) : hearing.decidedMs();
      return new Answers(
          streamSid,
          hearing.endedMs(),
          decidedMs,
          early ? askedAtMs : hearing.decidedAtMs(),
          askedAtMs,
          askedAtMs);
    }
  }

  /** The moment a turn's sound began. */
  public record Started(String streamSid, long mediaMs, long firstAudioAtMs, long atMs) {}

  static Turn requested(int number, Answers answers, long deadlineMs, @Nullable String guess) {
    return new Turn(number, answers, List.of(), null, 0, 0, null, deadlineMs, true, guess);
  }

  static Turn fixed(int number, String text, long deadlineMs, boolean interruptible) {
    return new Turn(number, null, List.of(text), null, 0, 0, null, deadlineMs, interruptible, null);
  }

  Turn with(SegmentWritten piece) {
    if (piece.segment() != segments.size()) {
      return this;
    }
    var all = new ArrayList<>(segments);
    all.add(piece.text());
    boolean first = segments.isEmpty();
    return new Turn(
        number,
        answers,
        all,
        failure,
        first ? piece.firstTokenAtMs() : firstTokenAtMs,
        first ? piece.atMs() : writtenAtMs,
        started,
        deadlineMs,
        interruptible,
        guess);
  }

  Turn failed(@Nullable FailureCategory why) {
    return new Turn(
        number,
        answers,
        segments,
        why,
        firstTokenAtMs,
        writtenAtMs,
        started,
        deadlineMs,
        interruptible,
        guess);
  }

  Turn started(PlaybackStarted event) {
    var now = new Started(event.streamSid(), event.mediaMs(), event.firstAudioAtMs(), event.atMs());
    return new Turn(
        number,
        answers,
        segments,
        failure,
        firstTokenAtMs,
        writtenAtMs,
        now,
        Long.MAX_VALUE,
        interruptible,
        guess);
  }

  Turn until(long deadline) {
    return new Turn(
        number,
        answers,
        segments,
        failure,
        firstTokenAtMs,
        writtenAtMs,
        started,
        deadline,
        interruptible,
        guess);
  }

  Turn notGivenUpBefore(long ms) {
    return until(Math.max(deadlineMs, ms));
  }

  /**
   * What it answers was really said, as {@code hearing} knows. It may have been asked for before
   * that was heard to end: then its time counts from the end.
   */
  Turn confirmed(Hearing hearing) {
    return new Turn(
        number,
        answers == null ? null : answers.guessedAt(hearing),
        segments,
        failure,
        firstTokenAtMs,
        writtenAtMs,
        started,
        deadlineMs,
        interruptible,
        null);
  }

  String text() {
    return String.join("", segments).strip();
  }

  /** What was heard when segment {@code segment} was stopped after {@code heard}. */
  String heardUntil(int segment, String heard) {
    int whole = Math.min(segment, segments.size());
    return (String.join("", segments.subList(0, whole)) + heard).strip();
  }

  /** What was not. */
  String restAfter(int segment, String heard) {
    String text = String.join("", segments);
    int whole = Math.min(segment, segments.size());
    int from = String.join("", segments.subList(0, whole)).length() + heard.length();
    return text.substring(Math.min(from, text.length())).strip();
  }

  /** Where its time went; null if it answers nothing said on this stream or was not heard. */
  @Nullable TurnLatency latency() {
    if (answers == null || answers.endMs() < 0 || started == null || firstTokenAtMs == 0) {
      return null;
    }
    boolean sameStream = started.streamSid().equals(answers.streamSid());
    return new TurnLatency(
        answers.decidedMs() - answers.endMs(),
        answers.transcribedAtMs() - answers.decidedAtMs(),
        answers.requestedAtMs() - answers.transcribedAtMs(),
        firstTokenAtMs - answers.requestedAtMs(),
        writtenAtMs - firstTokenAtMs,
        started.firstAudioAtMs() - writtenAtMs,
        started.atMs() - started.firstAudioAtMs(),
        sameStream ? started.mediaMs() - answers.endMs() : -1);
  }
}
