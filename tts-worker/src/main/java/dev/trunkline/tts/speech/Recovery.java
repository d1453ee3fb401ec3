// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.tts.speech;

import dev.trunkline.tts.elevenlabs.Failure;
import dev.trunkline.tts.speech.SpeechAction.Dropped.Reason;
import java.util.List;

/**
 * What is done when a provider fails: what is unfinished is said once more, by another or after a
 * while, within the budget of the call; otherwise its turns are ended without it.
 */
final class Recovery {
  private final TurnQueue turns;
  private final Link link;
  private final Delivery delivery;
  private final Outbox outbox;

  Recovery(TurnQueue turns, Link link, Delivery delivery, Outbox outbox) {
    this.turns = turns;
    this.link = link;
    this.delivery = delivery;
    this.outbox = outbox;
  }

  /** A turn's context has failed. The socket is still good where the failure is the context's. */
  void contextFailed(Turn turn, Failure failure, long now) {
    if (failure.category().isPermanent() && !link.hasAlternative()) {
      giveUp(List.of(turn), failure);
    } else {
      abandon(failure, now);
    }
  }

  /** Parts with a socket that is of no use. */
  void abandon(Failure failure, long now) {
    link.abandon();
    retry(failure, now);
  }

  /** The socket is gone, or never came about. */
  void lost(Failure failure, long now) {
    link.gone();
    retry(failure, now);
  }

  private void retry(Failure failure, long now) {
    Turn turn = turns.first();
    if (turn != null && turn.hasUnfinished()) {
      turn.restart();
      if (!link.mayRetry(failure, now)) {
        giveUp(turns.all(), failure);
      } else {
        outbox.add(new SpeechAction.Failed(failure, 0));
        outbox.add(new SpeechAction.Retried());
      }
      return;
    }
    if (turn != null && turn.context != null) {
      delivery.publish(turn, turn.context.chunker.finish());
      turn.restart();
    }
    // A server may close a socket that has nothing to do; the next word opens another.
    if (failure.category().isPermanent()) {
      outbox.add(new SpeechAction.Failed(failure, 0));
    }
  }

  /** Ends turns that cannot be said, so that the gateway does not wait for the rest. */
  private void giveUp(List<Turn> lost, Failure failure) {
    outbox.add(new SpeechAction.Failed(failure, lost.size()));
    for (Turn turn : lost) {
      outbox.dropped(Reason.GIVEN_UP, turn.unfinished());
      delivery.complete(turn);
    }
  }
}
