// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.TurnEvent.Message;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a call.
 *
 * @param streamSid the stream that is open, or was last
 * @param floor the lowest turn that may still be heard
 * @param nextTurn the number of the next turn
 * @param history what was said and heard, oldest first, without the system prompt
 * @param hearing the caller's speech on the current stream
 * @param unanswered what the caller said since the last request, "" if nothing
 * @param turn the turn on its way to the caller, null when the assistant is silent
 * @param interrupted the turn that was stopped, until it is known what was heard of it
 * @param cutShort what is left of an interrupted turn, in case the interruption proves to be no
 *     words
 * @param pausing the voice that is held back, null if it is not
 * @param aside what the caller said while the assistant spoke, without wanting the word
 * @param guesses how many answers were asked for ahead of the end of the caller's turn
 * @param attention what manners must know
 * @param errand what is to be done with the call, null for nothing
 * @param pastStreams the streams that were open before it
 * @param streamLostAtMs when the stream broke, 0 while it is open
 * @param endReportedAtMs when Twilio said that the call is over, 0 if it did not
 * @param failedTurns how many turns in a row came to nothing because a provider failed
 * @param endedAtMs when the call ended, 0 while it lives
 */
public record Conversation(
    String callSid,
    String streamSid,
    int floor,
    int nextTurn,
    List<Message> history,
    Hearing hearing,
    String unanswered,
    @Nullable Turn turn,
    @Nullable Turn interrupted,
    String cutShort,
    @Nullable Pausing pausing,
    String aside,
    int guesses,
    Attention attention,
    @Nullable Errand errand,
    List<String> pastStreams,
    long streamLostAtMs,
    long endReportedAtMs,
    int failedTurns,
    long endedAtMs) {

  /** A gateway that holds a call knows its end when Twilio reports it, and writes it itself. */
  private static final long GATEWAY_WAIT_MS = 2_000;

  /** A gateway that lives hangs up long before when it is asked to, and says so. */
  private static final long HANG_UP_WAIT_MS = 60_000;

  public Conversation {
    history = List.copyOf(history);
    // A release that knew less has stored less.
    aside = Objects.requireNonNullElse(aside, "");
    attention = Objects.requireNonNullElse(attention, Attention.UNKNOWN);
    pastStreams = List.copyOf(Objects.requireNonNullElse(pastStreams, List.of()));
  }

  static Conversation of(String callSid, String streamSid, long nowMs) {
    return new Conversation(
        callSid,
        streamSid,
        0,
        0,
        List.of(),
        Hearing.NOTHING,
        "",
        null,
        null,
        "",
        null,
        "",
        0,
        Attention.since(nowMs),
        null,
        List.of(),
        0,
        0,
        0,
        0);
  }

  /** True if nobody speaks and nobody is waited for. */
  boolean isIdle() {
    return turn == null
        && interrupted == null
        && unanswered.isEmpty()
        && hearing.isSettled()
        && streamLostAtMs == 0
        && attention.keys().isEmpty();
  }

  /**
   * Until when (wall clock) partial transcripts can change something if nothing else happens; 0 if
   * they cannot, {@link Long#MAX_VALUE} for no end. Where no VAD runs they always can.
   */
  public long wantsPartialsUntilMs() {
    boolean guessed = turn != null && turn.guess() != null;
    boolean free = turn == null || guessed;
    if (pausing != null || guessed || (free && hearing.awaitsWords())) {
      return Long.MAX_VALUE;
    }
    return free ? hearing.pausesUntilMs() : 0;
  }

  /** When the call counts as over if no gateway says anything; {@link Long#MAX_VALUE} for never. */
  long overAtMs(Manners manners) {
    long errandMs = errand != null && errand.underWay() ? errand.awayMs() : 0;
    boolean hungUp = attention.ending() && turn == null && interrupted == null;
    return LongStream.of(
            streamLostAtMs == 0
                ? Long.MAX_VALUE
                : streamLostAtMs + manners.resumeWaitMs() + errandMs,
            endReportedAtMs == 0 ? Long.MAX_VALUE : endReportedAtMs + GATEWAY_WAIT_MS,
            hungUp ? attention.quietSinceMs() + HANG_UP_WAIT_MS : Long.MAX_VALUE)
        .min()
        .getAsLong();
  }

  /** When something must be done if nothing happens; {@link Long#MAX_VALUE} for never. */
  public long deadlineMs(Manners manners) {
    if (endedAtMs > 0) {
      return endedAtMs + manners.forgetAfterMs();
    }
    long playing = turn == null ? Long.MAX_VALUE : turn.deadlineMs();
    long stopping = interrupted == null ? Long.MAX_VALUE : interrupted.deadlineMs();
    long paused = pausing == null ? Long.MAX_VALUE : pausing.deadlineMs();
    long courtesy = Courtesy.deadlineMs(this, manners.etiquette());
    return LongStream.of(playing, stopping, overAtMs(manners), paused, answerMs(manners), courtesy)
        .min()
        .getAsLong();
  }

  /** When what the caller said is to be answered if nothing more comes. */
  private long answerMs(Manners manners) {
    boolean free = turn == null || turn.guess() != null;
    boolean waits = free && interrupted == null && !unanswered.isEmpty() && hearing.isSettled();
    return waits ? manners.answerDueMs(hearing, unanswered) : Long.MAX_VALUE;
  }
}
