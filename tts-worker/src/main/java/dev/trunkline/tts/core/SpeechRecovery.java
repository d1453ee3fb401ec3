// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.core;

import dev.trunkline.tts.core.SpeechAction.Dropped.Reason;
import java.util.List;

/**
 * Decides what follows a provider failure: unfinished segments are synthesised again, by the other
 * provider or after a backoff, within the call's retry budget; beyond it their turns are ended.
 */
final class SpeechRecovery {
  private final TurnQueue turns;
  private final SocketController socket;
  private final TurnPublisher publisher;
  private final ActionBuffer actions;

  SpeechRecovery(
      TurnQueue turns, SocketController socket, TurnPublisher publisher, ActionBuffer actions) {
    this.turns = turns;
    this.socket = socket;
    this.publisher = publisher;
    this.actions = actions;
  }

  /** A turn's context failed. A permanent failure without a fallback costs only this turn. */
  void onContextFailed(SpeechTurn turn, VoiceFailure failure, long now) {
    if (failure.category().isPermanent() && !socket.hasFallback()) {
      giveUp(List.of(turn), failure);
    } else {
      abortSocket(failure, now);
    }
  }

  /** Cuts a socket that has become useless. */
  void abortSocket(VoiceFailure failure, long now) {
    socket.abort();
    retry(failure, now);
  }

  /** The socket broke, or could not be opened. */
  void onSocketLost(VoiceFailure failure, long now) {
    socket.markLost();
    retry(failure, now);
  }

  private void retry(VoiceFailure failure, long now) {
    SpeechTurn turn = turns.first();
    if (turn != null && turn.hasUnfinished()) {
      turn.restart();
      if (!socket.mayRetry(failure, now)) {
        giveUp(turns.all(), failure);
      } else {
        actions.add(new SpeechAction.ProviderFailed(failure, 0));
        actions.add(new SpeechAction.Retried());
      }
      return;
    }
    if (turn != null && turn.context != null) {
      publisher.publish(turn, turn.context.chunker.finish());
      turn.restart();
    }
    // A provider may close an idle socket: no failure. The next segment opens another one.
    if (failure.category().isPermanent()) {
      actions.add(new SpeechAction.ProviderFailed(failure, 0));
    }
  }

  /** Ends turns without the rest of their audio, so that the gateway does not wait for it. */
  private void giveUp(List<SpeechTurn> lost, VoiceFailure failure) {
    actions.add(new SpeechAction.ProviderFailed(failure, lost.size()));
    for (SpeechTurn turn : lost) {
      actions.dropped(Reason.GIVEN_UP, turn.unfinished());
      publisher.complete(turn);
    }
  }
}
