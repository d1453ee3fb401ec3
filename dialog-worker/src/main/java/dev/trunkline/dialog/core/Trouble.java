// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.dialog.core;

import dev.trunkline.events.ReplyEvent.NextStep;

/**
 * What follows when a provider fails: words about it, and when it goes on like that, {@link
 * Outage}.
 */
final class Trouble {
  private final Step step;
  private final Manners manners;

  Trouble(Step step, Manners manners) {
    this.step = step;
    this.manners = manners;
  }

  /**
   * A turn came to nothing. What no caller waits for is not apologised for, but said again a little
   * later.
   */
  void failed(Turn lost) {
    if (step.attention.ending()) {
      return; // The last words were lost; the end is on its way.
    }
    if (lost.answers() != null) {
      apologise();
    } else if (++step.failedTurns >= manners.outage().failedTurns()) {
      part();
    } else {
      step.attention = step.attention.unheard(lost.text(), step.nowMs());
    }
  }

  /** Something failed, and the caller is told; if it goes on like this, for the last time. */
  void apologise() {
    apologise(manners.apology());
  }

  private void apologise(String text) {
    if (++step.failedTurns < manners.outage().failedTurns()) {
      step.say(text);
    } else {
      part();
    }
  }

  /** An utterance was not understood. */
  void notUnderstood() {
    if (step.turn != null) {
      step.stop("not understood");
    }
    apologise(manners.sayAgain());
  }

  /** No utterance will be understood any more. */
  void cannotHear() {
    step.failedTurns = Math.max(step.failedTurns + 1, manners.outage().failedTurns());
    if (manners.outage().transfers(step.failedTurns)) {
      part();
    } else {
      step.sayAndHangUp(manners.cannotHear());
    }
  }

  /** A provider is down: somebody else shall help, or nobody can. */
  private void part() {
    Outage outage = manners.outage();
    if (!outage.transfers(step.failedTurns)) {
      step.sayAndHangUp((outage.apology() + " " + manners.partings().goodbye()).strip());
      return;
    }
    if (step.turn != null) {
      step.stop("giving up");
    }
    step.say(outage.apology() + " " + manners.partings().transferring(), false);
    var transfer = new NextStep(NextStep.Kind.TRANSFER, outage.transferTo(), Outage.RING_SECONDS);
    step.errand = new Errand(step.lastTurn(), transfer, false);
  }
}
