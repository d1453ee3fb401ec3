// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a call. Its JSON form is stored in a changelog that other releases read and write,
 * also while an upgrade is running: names there stay, and the annotations map them.
 *
 * @param stream its media streams
 * @param turns the assistant's turns
 * @param speech the caller's speech on the current stream
 * @param words words of both sides that still matter
 * @param history what was said and heard
 * @param policy what the call policy must know
 * @param pendingAction a hang-up, transfer or key press to come, null for none
 * @param parties null in state of an early release
 */
public record Conversation(
    String callSid,
    @JsonUnwrapped StreamState stream,
    @JsonUnwrapped TurnState turns,
    @JsonProperty("hearing") CallerSpeech speech,
    @JsonUnwrapped PendingWords words,
    History history,
    @JsonProperty("attention") CallPolicyState policy,
    @JsonProperty("errand") @Nullable PendingCallAction pendingAction,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CallParties parties) {

  /** A gateway that holds a call learns of its end from Twilio and publishes it itself. */
  private static final long GATEWAY_WAIT_MS = 2_000;

  /** A live gateway obeys a hang-up command and reports the end long before this. */
  private static final long HANG_UP_WAIT_MS = 60_000;

  public Conversation {
    // Absent from state that an early release stored.
    policy = Objects.requireNonNullElse(policy, CallPolicyState.UNKNOWN);
  }

  static Conversation started(String callSid, String streamSid, CallParties parties, long nowMs) {
    return new Conversation(
        callSid,
        StreamState.opened(streamSid),
        TurnState.NONE,
        CallerSpeech.NONE,
        PendingWords.NONE,
        History.EMPTY,
        CallPolicyState.startedAt(nowMs),
        null,
        parties);
  }

  /** True if neither side speaks and nothing is awaited. */
  boolean isIdle() {
    return isIdleButForSound() && speech.isSettled();
  }

  /** True if all that happens is that the caller speaks, or something sounds like it. */
  boolean isIdleButForSound() {
    return turns.current() == null
        && turns.stopped() == null
        && words.unanswered().isEmpty()
        && !stream.isLost()
        && policy.typedKeys().digits().isEmpty();
  }

  /**
   * Until when (wall clock) partial transcripts can change something if nothing else happens; 0 if
   * they cannot, {@link Long#MAX_VALUE} for no end. Without VAD they always can.
   */
  public long wantsPartialsUntilMs() {
    Turn turn = turns.current();
    boolean speculative = turn != null && turn.isSpeculative();
    boolean free = turn == null || speculative;
    if (turns.paused() != null || speculative || (free && speech.awaitsWords())) {
      return Long.MAX_VALUE;
    }
    return free ? speech.pausesUntilMs() : 0;
  }

  /** When the call counts as over if no gateway reports; {@link Long#MAX_VALUE} for never. */
  long overAtMs(ConversationSettings settings) {
    long awayMs = pendingAction != null && pendingAction.started() ? pendingAction.awayMs() : 0;
    boolean hungUp = policy.ending() && turns.current() == null && turns.stopped() == null;
    return LongStream.of(
            stream.isLost() ? stream.lostAtMs() + settings.resumeWaitMs() + awayMs : Long.MAX_VALUE,
            stream.endReportedAtMs() == 0
                ? Long.MAX_VALUE
                : stream.endReportedAtMs() + GATEWAY_WAIT_MS,
            hungUp ? policy.lastSoundAtMs() + HANG_UP_WAIT_MS : Long.MAX_VALUE)
        .min()
        .getAsLong();
  }

  /** When something must be done if nothing happens; {@link Long#MAX_VALUE} for never. */
  public long deadlineMs(ConversationSettings settings) {
    if (stream.hasEnded()) {
      return stream.endedAtMs() + settings.forgetAfterMs();
    }
    Turn turn = turns.current();
    Turn stopped = turns.stopped();
    PausedPlayback paused = turns.paused();
    return LongStream.of(
            turn == null ? Long.MAX_VALUE : turn.deadlineMs(),
            stopped == null ? Long.MAX_VALUE : stopped.deadlineMs(),
            paused == null ? Long.MAX_VALUE : paused.deadlineMs(),
            overAtMs(settings),
            answerDueMs(settings),
            TranscriptWait.coverDueMs(this, settings.outagePolicy()),
            CallPolicyRules.deadlineMs(this, settings.callPolicy()))
        .min()
        .getAsLong();
  }

  /** When the caller's words are to be answered if no more follow. */
  private long answerDueMs(ConversationSettings settings) {
    boolean waits =
        turns.mayAnswer()
            && !policy.allowsNoAnswer()
            && turns.stopped() == null
            && !words.unanswered().isEmpty()
            && speech.isSettled();
    return waits
        ? settings.answerDueMs(speech, words.unanswered(), history.lastHeard())
        : Long.MAX_VALUE;
  }
}
