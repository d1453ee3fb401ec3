// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trunkline.events.FailureCategory;
import dev.trunkline.events.PlaybackEvent.PlaybackStarted;
import dev.trunkline.events.ReplyEvent.SegmentWritten;
import dev.trunkline.events.TurnEvent.TurnLatency;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A turn between its request and the caller's ear. Times are wall clock milliseconds.
 *
 * @param number counts from 0, the greeting
 * @param answers the speech it answers, null for fixed texts
 * @param segments its text so far, in order
 * @param failure why the model stopped early, null if it did not
 * @param firstTokenAtMs when the model's first token arrived, 0 before
 * @param firstSegmentAtMs when its first segment was written, 0 before
 * @param playback when its audio began, null before
 * @param deadlineMs the turn is given up unless its audio begins by then
 * @param interruptible false if the caller cannot stop it
 * @param assumedWords the words it answers if it was requested speculatively, from a partial
 *     transcript; null once they are certain
 * @param fillers how many of its first segments were said while the model had no words
 * @param pausedMs how long its playback was paused altogether
 * @param refused true if the model's provider refused the words it answers
 */
public record Turn(
    int number,
    @Nullable AnsweredSpeech answers,
    List<String> segments,
    @Nullable FailureCategory failure,
    long firstTokenAtMs,
    @JsonProperty("writtenAtMs") long firstSegmentAtMs,
    @JsonProperty("started") @Nullable PlaybackStart playback,
    long deadlineMs,
    boolean interruptible,
    @JsonProperty("guess") @Nullable String assumedWords,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fillers,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long pausedMs,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean refused) {

  public Turn {
    segments = List.copyOf(segments);
  }

  /** The moment a turn's audio began to play. */
  public record PlaybackStart(String streamSid, long mediaMs, long firstAudioAtMs, long atMs) {}

  /** A turn for the model to write. */
  static Turn requested(
      int number, AnsweredSpeech answers, long deadlineMs, @Nullable String assumedWords) {
    var edit = new Edit(number, deadlineMs);
    edit.answers = answers;
    edit.assumedWords = assumedWords;
    return edit.done();
  }

  /** A turn with a fixed text. */
  static Turn fixed(int number, String text, long deadlineMs, boolean interruptible) {
    var edit = new Edit(number, deadlineMs);
    edit.segments = List.of(text);
    edit.interruptible = interruptible;
    return edit.done();
  }

  /** True if it was requested from words that are not certain. */
  boolean isSpeculative() {
    return assumedWords != null;
  }

  /** True if the model has written nothing of it. */
  boolean hasOnlyFillers() {
    return segments.size() == fillers;
  }

  /** Adds the next segment; any other one is a repeat. */
  Turn with(SegmentWritten segment) {
    if (segment.segment() != segments.size()) {
      return this;
    }
    return edit(it -> {
      if (segments.isEmpty()) {
        it.firstTokenAtMs = segment.firstTokenAtMs();
        it.firstSegmentAtMs = segment.atMs();
      }
      if (segment.firstTokenAtMs() == 0 && answers != null && hasOnlyFillers()) {
        it.fillers++;
      }
      it.segments = new ArrayList<>(segments);
      it.segments.add(segment.text());
    });
  }

  Turn failed(@Nullable FailureCategory why, boolean wordsRefused) {
    return edit(it -> {
      it.failure = why;
      it.refused = wordsRefused;
    });
  }

  Turn playing(PlaybackStarted event) {
    return edit(it -> {
      it.playback =
          new PlaybackStart(
              event.streamSid(), event.heardFromMs(), event.firstAudioAtMs(), event.atMs());
      it.deadlineMs = Long.MAX_VALUE;
    });
  }

  /** Playback resumed after a pause of {@code ms}. */
  Turn resumedAfter(long ms) {
    return edit(it -> it.pausedMs += Math.max(0, ms));
  }

  /** How long it had been playing at {@code mediaMs} of {@code streamSid}. */
  long playedMs(String streamSid, long mediaMs) {
    return playback == null || !playback.streamSid().equals(streamSid)
        ? 0
        : Math.max(0, mediaMs - playback.mediaMs() - pausedMs);
  }

  Turn until(long deadline) {
    return edit(it -> it.deadlineMs = deadline);
  }

  Turn notGivenUpBefore(long ms) {
    return until(Math.max(deadlineMs, ms));
  }

  /** The assumed words were right; {@code speech} is what the caller really said. */
  Turn confirmed(CallerSpeech speech) {
    return edit(it -> {
      it.answers = answers == null ? null : answers.confirmedBy(speech);
      it.assumedWords = null;
    });
  }

  String text() {
    return String.join("", segments).strip();
  }

  /** What the caller heard if playback stopped in {@code segment} after {@code heard}. */
  String heardUntil(int segment, String heard) {
    int whole = Math.min(segment, segments.size());
    return (String.join("", segments.subList(0, whole)) + heard).strip();
  }

  /** What the caller did not hear if playback stopped in {@code segment} after {@code heard}. */
  String restAfter(int segment, String heard) {
    String text = String.join("", segments);
    int whole = Math.min(segment, segments.size());
    int from = String.join("", segments.subList(0, whole)).length() + heard.length();
    return text.substring(Math.min(from, text.length())).strip();
  }

  /** Time spent in each stage; null if it answers nothing said on this stream or never played. */
  @Nullable TurnLatency latency() {
    if (answers == null || answers.endMs() < 0 || playback == null || firstTokenAtMs == 0) {
      return null;
    }
    boolean sameStream = playback.streamSid().equals(answers.streamSid());
    return new TurnLatency(
        Math.max(0, answers.decidedMs() - answers.endMs()),
        answers.transcribedAtMs() - answers.decidedAtMs(),
        answers.requestedAtMs() - answers.transcribedAtMs(),
        firstTokenAtMs - answers.requestedAtMs(),
        firstSegmentAtMs - firstTokenAtMs,
        playback.firstAudioAtMs() - firstSegmentAtMs,
        playback.atMs() - playback.firstAudioAtMs(),
        sameStream ? playback.mediaMs() - answers.endMs() : -1);
  }

  private Turn edit(Consumer<Edit> change) {
    var edit = new Edit(this);
    change.accept(edit);
    return edit.done();
  }

  private static final class Edit {
    final int number;
    @Nullable AnsweredSpeech answers;
    List<String> segments = List.of();
    @Nullable FailureCategory failure;
    long firstTokenAtMs;
    long firstSegmentAtMs;
    @Nullable PlaybackStart playback;
    long deadlineMs;
    boolean interruptible = true;
    @Nullable String assumedWords;
    int fillers;
    long pausedMs;
    boolean refused;

    Edit(int number, long deadlineMs) {
      this.number = number;
      this.deadlineMs = deadlineMs;
    }

    Edit(Turn from) {
      this(from.number, from.deadlineMs);
      answers = from.answers;
      segments = from.segments;
      failure = from.failure;
      firstTokenAtMs = from.firstTokenAtMs;
      firstSegmentAtMs = from.firstSegmentAtMs;
      playback = from.playback;
      interruptible = from.interruptible;
      assumedWords = from.assumedWords;
      fillers = from.fillers;
      pausedMs = from.pausedMs;
      refused = from.refused;
    }

    Turn done() {
      return new Turn(
          number,
          answers,
          segments,
          failure,
          firstTokenAtMs,
          firstSegmentAtMs,
          playback,
          deadlineMs,
          interruptible,
          assumedWords,
          fillers,
          pausedMs,
          refused);
    }
  }
}
