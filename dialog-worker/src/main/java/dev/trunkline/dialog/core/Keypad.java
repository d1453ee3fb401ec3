// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.CallEvent.DtmfPressed;

/** Collects DTMF keys and submits them as words of the caller. */
final class Keypad {
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
    return keys.digits().isEmpty() ? Long.MAX_VALUE : keys.lastKeyAtMs() + policy.dtmfTimeoutMs();
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
    if (turn != null && turn.interruptible()) {
      interruption.stop("key pressed");
    }
    boolean ends = key.digit().equals(policy.dtmfTerminator());
    String digits = keys.digits() + (ends ? "" : key.digit());
    update.policy =
        update.policy.withKeys(keys.with(digits, key.mediaMs(), update.nowMs()), update.nowMs());
    return ends && !digits.isEmpty() && submit();
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
