// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.ReplyEvent.NextStep;

/** What the caller hears when a provider fails, and the end of a call in which it keeps failing. */
final class FailureHandling {
  private final ConversationUpdate update;
  private final ConversationSettings settings;
  private final Interruption interruption;

  FailureHandling(
      ConversationUpdate update, ConversationSettings settings, Interruption interruption) {
    this.update = update;
    this.settings = settings;
    this.interruption = interruption;
  }

  /** A turn could not be heard. Fixed texts get no apology; they are repeated a little later. */
  void turnLost(Turn turn) {
    if (update.policy.ending()) {
      return; // The farewell was lost, but the call is ending already.
    }
    if (turn.answers() != null) {
      answerFailed(turn);
    } else if (countFailure() >= settings.outagePolicy().maxFailedTurns()) {
      giveUpCall();
    } else {
      update.policy = update.policy.withUnheardText(turn.text(), update.nowMs());
    }
  }

  /** The model failed to answer the caller, or refused to. */
  void answerFailed(Turn turn) {
    String sayOtherwise = settings.sayOtherwise();
    if (!turn.refused() || sayOtherwise == null) {
      apologise();
      return;
    }
    // No outage. The words stay in the topics, but no later request may hold them.
    update.history =
        update.history.isLastSaid(sayOtherwise)
            ? History.EMPTY
            : update.history.withoutLastQuestion();
    update.speak(sayOtherwise);
  }

  /** Apologises, or gives the call up if there were too many failures in a row. */
  void apologise() {
    apologise(settings.apology());
  }

  private void apologise(String text) {
    if (countFailure() < settings.outagePolicy().maxFailedTurns()) {
      update.speak(text);
    } else {
      giveUpCall();
    }
  }

  /** The words of one utterance are lost. Over what must be heard whole, that is no matter. */
  void utteranceLost() {
    Turn turn = update.turns.current();
    if (turn != null && !turn.interruptible()) {
      return;
    }
    interruption.stop("not understood");
    apologise(settings.sayAgain());
  }

  /** Speech recognition has failed for the rest of the call. */
  void transcriptionLost() {
    OutagePolicy policy = settings.outagePolicy();
    int failed = Math.max(update.turns.failedInARow() + 1, policy.maxFailedTurns());
    update.turns = update.turns.withFailedInARow(failed);
    if (policy.transfers(failed)) {
      giveUpCall();
    } else {
      interruption.hangUpAfter(settings.cannotHear());
    }
  }

  /** The gateway could not carry out a transfer or key press; the conversation continues. */
  void actionFailed() {
    PendingCallAction failed = update.pendingAction;
    update.pendingAction = null;
    if (failed != null) {
      update.speak(
          failed.isTransfer() ? settings.actionPhrases().transferUnanswered() : settings.apology());
    }
  }

  private int countFailure() {
    int failed = update.turns.failedInARow() + 1;
    update.turns = update.turns.withFailedInARow(failed);
    return failed;
  }

  /** A provider is down: transfers the caller if there is a number for that, else hangs up. */
  private void giveUpCall() {
    OutagePolicy policy = settings.outagePolicy();
    CallActionPhrases phrases = settings.actionPhrases();
    if (!policy.transfers(update.turns.failedInARow())) {
      interruption.hangUpAfter((policy.apology() + " " + phrases.goodbye()).strip());
      return;
    }
    interruption.stop("giving up");
    update.speak(policy.apology() + " " + phrases.transferring(), false);
    update.pendingAction =
        PendingCallAction.announcedBy(
            update.turns.lastNumber(),
            new NextStep(NextStep.Kind.TRANSFER, policy.transferTo(), OutagePolicy.RING_SECONDS));
  }
}
