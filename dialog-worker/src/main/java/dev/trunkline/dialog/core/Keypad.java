// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.CallEvent.DtmfPressed;

/** Collects DTMF keys and submits them as words of the caller. */
final class Keypad {
  /** No number is longer; a dialler that holds a key down would fill the history. */
  private static final int MAX_KEYS = 64;

  private final ConversationUpdate update;
  private final CallPolicy policy;
  private final Interruption interruption;

  Keypad(ConversationUpdate update, CallPolicy policy, Interruption interruption) {
    this.update = update;
    this.policy = policy;
    this.interruption = interruption;
  }

  /** When the typed keys count as complete if none follows; {@link Long#MAX_VALUE} for never. */
  static long submitAtMs(CallPolicyState state, CallPolicy policy) {
    TypedKeys keys = state.typedKeys();
    long timeoutMs =
        keys.endKeyKnown()
            ? Math.max(policy.dtmfTimeoutMs(), policy.dtmfTerminatorTimeoutMs())
            : policy.dtmfTimeoutMs();
    return keys.areBeingTyped() ? keys.lastKeyAtMs() + timeoutMs : Long.MAX_VALUE;
  }

  /**
   * The caller pressed a key.
   *
   * @return true if the keys are now words that may be answered
   */
  boolean onKey(DtmfPressed key) {
    TypedKeys keys = update.policy.typedKeys();
    if (keys.isRepeat(key.mediaMs()) || update.policy.ending()) {
      return false;
    }
    Turn turn = update.turns.current();
    boolean knowsEndKey = keys.areBeingTyped() ? keys.endKeyKnown() : namesEndKey();
    if (turn != null && turn.interruptible()) {
      interruption.stop("key pressed");
    }
    boolean ends = key.digit().equals(policy.dtmfTerminator());
    boolean full = keys.digits().length() >= MAX_KEYS;
    String digits = keys.digits() + (ends || full ? "" : key.digit());
    update.policy =
        update.policy.withKeys(
            keys.with(digits, knowsEndKey, key.mediaMs(), update.nowMs()), update.nowMs());
    return ends && !digits.isEmpty() && submit();
  }

  /** True if the assistant has just named the key that ends what is typed, or is about to. */
  private boolean namesEndKey() {
    if (policy.dtmfTerminator().isEmpty()) {
      return false;
    }
    Turn turn = update.turns.current();
    Turn stopped = update.turns.stopped();
    String text =
        update.history.lastHeard()
            + " "
            + (turn == null ? "" : turn.text())
            + " "
            + (stopped == null ? "" : stopped.text());
    boolean named =
        !Character.isLetterOrDigit(policy.dtmfTerminator().codePointAt(0))
            && text.contains(policy.dtmfTerminator());
    return named || policy.dtmfTerminatorWords().isIn(Phrases.words(text));
  }

  /**
   * Submits the keys if the caller has stopped typing.
   *
   * @return true if they are now words that may be answered
   */
  boolean submitIfDue() {
    return !update.policy.ending()
        && update.nowMs() >= submitAtMs(update.policy, policy)
        && submit();
  }

  private boolean submit() {
    TypedKeys keys = update.policy.typedKeys();
    update.policy = update.policy.withKeys(keys.submitted(update.nowMs()), update.nowMs());
    String spaced = String.join(" ", keys.digits().split("", -1)).strip();
    update.addCallerWords(policy.dtmfMessage().replace("%s", spaced));
    return true;
  }
}
