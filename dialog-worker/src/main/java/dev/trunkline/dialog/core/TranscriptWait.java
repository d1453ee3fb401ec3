// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

/**
 * Words for a caller whose speech has ended and is not transcribed, as while speech recognition is
 * down: the same few that cover a slow model, once for each utterance. Its transcript, or the
 * notice that it is lost, comes later.
 */
final class TranscriptWait {
  private final ConversationUpdate update;
  private final OutagePolicy policy;
  private final Speculation speculation;

  TranscriptWait(ConversationUpdate update, OutagePolicy policy, Speculation speculation) {
    this.update = update;
    this.policy = policy;
    this.speculation = speculation;
  }

  /** When the caller is due to hear words if no transcript comes; never without an outage. */
  static long coverDueMs(Conversation conversation, OutagePolicy policy) {
    TurnState turns = conversation.turns();
    boolean waits =
        !policy.cover().isEmpty()
            && conversation.speech().awaitsWordsUncovered()
            && turns.mayAnswer()
            && turns.stopped() == null
            && !conversation.policy().allowsNoAnswer()
            && !conversation.stream().isLost();
    return waits ? silentSinceMs(conversation) + policy.coverAfterMs() : Long.MAX_VALUE;
  }

  /** The last sound of either side; the end of speech is noted when VAD is sure of it. */
  private static long silentSinceMs(Conversation conversation) {
    CallerSpeech speech = conversation.speech();
    long tillSureMs = speech.decidedMs() - speech.endedMs();
    return Math.max(conversation.policy().lastSoundAtMs() - tillSureMs, speech.endedAtMs());
  }

  /** Says the words if they are due. */
  void coverIfDue() {
    if (update.nowMs() >= coverDueMs(update.conversation(), policy)) {
      speculation.drop(Speculation.NO_TRANSCRIPT);
      update.speech = update.speech.covered();
      update.speak(policy.cover());
    }
  }
}
