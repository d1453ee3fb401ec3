// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.trunkline.stt.provider.ScribeError.Remedy;

/**
 * What is done when Scribe fails: the same audio and the same commits once more, within the budgets
 * of the utterance and of the call, and otherwise an event that says so.
 */
final class Recovery {
  private final SttSettings settings;
  private final Results results;
  private final RetainedAudio audio;
  private final Utterances utterances;
  private final Delivery delivery;
  private final Link link;

  Recovery(
      SttSettings settings,
      Results results,
      RetainedAudio audio,
      Utterances utterances,
      Delivery delivery,
      Link link) {
    this.settings = settings;
    this.results = results;
    this.audio = audio;
    this.utterances = utterances;
    this.delivery = delivery;
    this.link = link;
  }

  /** The last commit was not taken; the connection may live on. */
  void refused(Failure failure, long now) {
    link.refused(failure);
    Utterance utterance = delivery.refused(now);
    if (utterance != null) {
      blame(utterance, failure);
    }
  }

  /**
   * The connection is of no more use.
   *
   * @param done true if the stream is over and everything is answered: then it was only a goodbye
   * @param speaking true if there are words that no final covers
   */
  void lost(Failure cause, boolean done, boolean speaking, long now) {
    if (done) {
      delivery.rewind();
      link.sleep();
      return;
    }
    Failure failure = link.failed(cause);
    if (failure.remedy() == Remedy.STOP) {
      stop(failure);
      return;
    }
    if (cause.remedy() == Remedy.RECONNECT_AT_ONCE && link.hasLasted(now)) {
      delivery.rewind();
      link.renew(now);
      return;
    }
    Commit unanswered = delivery.unanswered();
    if (unanswered != null && unanswered.utterance() != null) {
      blame(unanswered.utterance(), failure);
    }
    delivery.rewind();
    connectAgain(failure, speaking, now);
  }

  /** Gives up the oldest utterance if its time is over. */
  void giveUpLateUtterance(long now) {
    Utterance first = utterances.first();
    if (first != null
        && first.isAudibleFor(MILLISECONDS.toNanos(settings.utteranceBudgetMs()), now)) {
      giveUp(first, Failure.timedOut("utterance not answered"));
    }
  }

  private void connectAgain(Failure failure, boolean speaking, long now) {
    if (failure.remedy() == Remedy.SLOW_DOWN) {
      delivery.slowDown();
    }
    if (failure.remedy() == Remedy.WAIT_FOR_SPEECH && !speaking) {
      if (settings.vadEnabled()) {
        link.sleep();
      } else {
        link.nap(now);
      }
    } else if (!link.retry(failure, now)) {
      stop(failure);
    }
  }

  private void stop(Failure failure) {
    Utterance first = utterances.first();
    results.failedForGood(
        first == null ? results.lastEndMs() : first.startMs(), audio.heardMs(), failure);
    link.stop();
    delivery.rewind();
    utterances.clear();
    audio.clear();
  }

  private void blame(Utterance utterance, Failure failure) {
    if (utterance.failed() >= settings.utteranceAttempts()) {
      giveUp(utterance, failure);
    }
  }

  private void giveUp(Utterance utterance, Failure failure) {
    boolean isFirst = utterances.first() == utterance;
    if (utterances.remove(utterance)) {
      results.failed(utterance, failure);
      if (isFirst) {
        delivery.coverUpTo(utterance.decidedMs());
      }
    }
  }
}
