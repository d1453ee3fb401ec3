// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import java.util.stream.LongStream;

/** Applies the {@link CallPolicy}: silence prompts, goodbyes, the maximum length of a call. */
final class CallPolicyRules {
  /** A caller who is speaking when the call reaches its maximum length may continue this long. */
  private static final long LAST_WORDS_MS = 10_000;

  /** Text that produced no audio is spoken again after this wait. */
  private static final long UNHEARD_WAIT_MS = 2_000;

  private static final long NEVER = Long.MAX_VALUE;

  /**
   * A sound that continues for this long without words is no speech: speech recognition reports
   * words at least once a minute.
   */
  private static final long SOUND_MS = 75_000;

  private final ConversationUpdate update;
  private final CallPolicy policy;
  private final CallActionPhrases phrases;
  private final Interruption interruption;

  CallPolicyRules(
      ConversationUpdate update, ConversationSettings settings, Interruption interruption) {
    this.update = update;
    policy = settings.callPolicy();
    phrases = settings.actionPhrases();
    this.interruption = interruption;
  }

  /** When a rule of the policy or of {@link Keypad} applies if nothing happens. */
  static long deadlineMs(Conversation conversation, CallPolicy policy) {
    CallPolicyState state = conversation.policy();
    if (state.ending()) {
      return NEVER;
    }
    boolean idle = conversation.isIdle();
    return LongStream.of(
            Keypad.submitAtMs(state, policy),
            idle ? silenceMs(state, policy) : soundMs(conversation, policy),
            idle && !state.warned() ? warningMs(state, policy) : NEVER,
            endMs(state, policy, idle))
        .min()
        .getAsLong();
  }

  private static long silenceMs(CallPolicyState state, CallPolicy policy) {
    if (state.unheardText() != null) {
      return state.lastSoundAtMs() + UNHEARD_WAIT_MS;
    }
    if (state.goodbyeHeard()) {
      return state.lastSoundAtMs() + policy.goodbyeWaitMs();
    }
    boolean waits = state.waiting() && policy.waitSilenceMs() > 0;
    long prompt = policy.silencePromptMs();
    if (waits && prompt > 0) {
      prompt = Math.max(prompt, policy.waitSilenceMs());
    }
    return prompt == 0 ? NEVER : state.lastSoundAtMs() + prompt;
  }

  /** When a sound that does not end counts as silence. */
  private static long soundMs(Conversation conversation, CallPolicy policy) {
    CallPolicyState state = conversation.policy();
    long silenceMs = silenceMs(state, policy);
    return !conversation.isIdleButForSound() || silenceMs == NEVER
        ? NEVER
        : state.prompts() > 0 ? silenceMs : Math.max(silenceMs, state.lastSoundAtMs() + SOUND_MS);
  }

  private static long warningMs(CallPolicyState state, CallPolicy policy) {
    boolean warns = policy.maxCallMs() > 0 && policy.warningMs() > 0;
    return warns ? state.startedAtMs() + policy.maxCallMs() - policy.warningMs() : NEVER;
  }

  private static long endMs(CallPolicyState state, CallPolicy policy, boolean idle) {
    long end = state.startedAtMs() + policy.maxCallMs();
    return policy.maxCallMs() == 0 ? NEVER : idle ? end : end + LAST_WORDS_MS;
  }

  /** Does what is due. */
  void apply() {
    CallPolicyState state = update.policy;
    if (state.ending()) {
      return;
    }
    Conversation conversation = update.conversation();
    boolean idle = conversation.isIdle();
    if (update.nowMs() >= endMs(state, policy, idle)) {
      interruption.hangUpAfter(policy.maxCallGoodbye());
    } else if (idle || update.nowMs() >= soundMs(conversation, policy)) {
      applyToSilence(state, update.nowMs());
    }
  }

  private void applyToSilence(CallPolicyState state, long now) {
    if (!state.warned() && now >= warningMs(state, policy)) {
      update.policy = state.withWarning(now);
      update.speak(policy.maxCallWarning());
    } else if (now < silenceMs(state, policy)) {
      return;
    } else if (state.unheardText() != null) {
      update.policy = state.withSoundAt(now);
      update.speak(state.unheardText());
    } else if (state.goodbyeHeard()) {
      hangUpAfterGoodbye();
    } else if (state.prompts() < policy.maxSilencePrompts()) {
      update.policy = state.withPrompt(now);
      update.speak(policy.silencePrompt());
    } else {
      interruption.hangUpAfter(policy.silenceGoodbye());
    }
  }

  /** Says goodbye first if only the caller did. */
  private void hangUpAfterGoodbye() {
    boolean said = policy.farewell().isSaidByAssistant(update.history.lastHeard());
    interruption.hangUpAfter(said ? "" : phrases.goodbye());
  }

  /** The caller heard {@code turn}, which is in the history, to its end. */
  void heardWhole(Turn turn) {
    long now = update.nowMs();
    if (isGoodbye(turn) && update.words.unanswered().isEmpty()) {
      update.policy = update.policy.withGoodbyeHeard(now);
    } else if (turn.answers() != null) {
      update.policy = update.policy.withAnswerHeard(now);
    } else {
      update.policy = update.policy.withSoundAt(now);
    }
  }

  private boolean isGoodbye(Turn turn) {
    if (policy.goodbyeWaitMs() == 0 || Questions.endIn(turn.text())) {
      return false;
    }
    Farewell farewell = policy.farewell();
    return farewell.isSaidByAssistant(turn.text())
        || (turn.answers() != null && farewell.isSaidByCaller(update.history.lastSaid()));
  }
}
