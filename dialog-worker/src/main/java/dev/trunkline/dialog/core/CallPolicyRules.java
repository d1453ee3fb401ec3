// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.GatewayCommand.HangUp;
import dev.trunkline.events.TurnEvent.Role;
import java.util.stream.LongStream;

/** Applies the {@link CallPolicy}: silence prompts, goodbyes, the maximum length of a call. */
final class CallPolicyRules {
  /** A caller who is speaking when the call reaches its maximum length may continue this long. */
  private static final long LAST_WORDS_MS = 10_000;

  /** Text that produced no audio is spoken again after this wait. */
  private static final long UNHEARD_WAIT_MS = 2_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final ConversationUpdate update;
  private final CallPolicy policy;
  private final Interruption interruption;

  CallPolicyRules(ConversationUpdate update, CallPolicy policy, Interruption interruption) {
    this.update = update;
    this.policy = policy;
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
            idle ? silenceMs(state, policy) : NEVER,
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
    long prompt = policy.silencePromptMs();
    return prompt == 0 ? NEVER : state.lastSoundAtMs() + prompt;
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
    boolean idle = update.conversation().isIdle();
    if (update.nowMs() >= endMs(state, policy, idle)) {
      interruption.hangUpAfter(policy.maxCallGoodbye());
    } else if (idle) {
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
      update.policy = state.withCallEnding();
      update.emit(HangUp.immediately(update.callSid(), now));
    } else if (state.prompts() < policy.maxSilencePrompts()) {
      update.policy = state.withPrompt(now);
      update.speak(policy.silencePrompt());
    } else {
      interruption.hangUpAfter(policy.silenceGoodbye());
    }
  }

  /** The caller heard {@code text}, which is in the history, to its end. */
  void heardWhole(String text) {
    boolean goodbye = policy.goodbyeWaitMs() > 0 && (isGoodbye(text) || callerSaidGoodbye());
    long now = update.nowMs();
    update.policy = goodbye ? update.policy.withGoodbyeHeard(now) : update.policy.withSoundAt(now);
  }

  private boolean callerSaidGoodbye() {
    return update.history.lines().reversed().stream()
        .filter(line -> line.role() == Role.USER)
        .findFirst()
        .filter(line -> isGoodbye(line.text()))
        .isPresent();
  }

  private boolean isGoodbye(String text) {
    return policy.goodbyePhrases().isIn(Phrases.words(text));
  }
}
