// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/**
 * What happens when Scribe fails: the same audio and the same commits again, within the retry
 * budgets of the utterance and of the stream; beyond them, a {@code transcription-failed} event.
 */
final class TranscriptionRecovery {
  private final TranscriptionLimits limits;
  private final TranscriptOutput transcripts;
  private final AudioLedger ledger;
  private final AudioDelivery delivery;
  private final ConnectionController connection;

  TranscriptionRecovery(
      TranscriptionLimits limits,
      TranscriptOutput transcripts,
      AudioLedger ledger,
      AudioDelivery delivery,
      ConnectionController connection) {
    this.limits = limits;
    this.transcripts = transcripts;
    this.ledger = ledger;
    this.delivery = delivery;
    this.connection = connection;
  }

  /** Scribe did not execute the last commit; the connection may continue. */
  void commitRejected(ConnectionFailure failure, ClockReading now) {
    connection.commitRejected(failure);
    PendingUtterance utterance = delivery.commitRejected(now);
    if (utterance != null) {
      countFailure(utterance, failure, now);
    }
  }

  /**
   * The connection is unusable.
   *
   * @param finished true if the stream ended and everything is answered: then Scribe only closed
   * @param speaking true if there are words without a final transcript
   */
  void connectionFailed(
      ConnectionFailure cause, boolean finished, boolean speaking, ClockReading now) {
    if (finished) {
      delivery.restart();
      connection.disconnect();
      return;
    }
    ConnectionFailure failure = connection.failed(cause);
    if (failure.remedy() == Remedy.STOP) {
      stop(failure, now);
      return;
    }
    if (cause.remedy() == Remedy.RECONNECT_NOW && connection.hasWorked(now)) {
      delivery.restart();
      connection.replace(now);
      return;
    }
    PendingCommit unanswered = ledger.oldestCommit();
    if (unanswered != null && unanswered.utterance() != null) {
      countFailure(unanswered.utterance(), failure, now);
    }
    delivery.restart();
    reconnect(failure, speaking, now);
  }

  /** Gives up the oldest utterance if its time has run out. */
  void giveUpLateUtterance(ClockReading now) {
    PendingUtterance first = ledger.firstUtterance();
    if (first != null && first.isCompleteFor(limits.retry().utteranceBudgetMs(), now)) {
      giveUp(first, ConnectionFailure.timedOut("utterance not transcribed in time"), now);
    }
  }

  private void reconnect(ConnectionFailure failure, boolean speaking, ClockReading now) {
    if (failure.remedy() == Remedy.SLOW_DOWN) {
      delivery.slowDown();
    }
    if (failure.remedy() == Remedy.WAIT_FOR_SPEECH && !speaking) {
      if (limits.vadEnabled()) {
        connection.disconnect();
      } else {
        connection.reconnectAfterSilence(now);
      }
    } else if (!connection.retry(failure, now)) {
      stop(failure, now);
    }
  }

  private void stop(ConnectionFailure failure, ClockReading now) {
    PendingUtterance first = ledger.firstUtterance();
    transcripts.publishStreamFailure(
        first == null ? transcripts.lastEndMs() : first.startMs(),
        ledger.receivedMs(),
        failure,
        now);
    connection.stop();
    delivery.restart();
    ledger.clear();
  }

  private void countFailure(
      PendingUtterance utterance, ConnectionFailure failure, ClockReading now) {
    if (utterance.countFailure() >= limits.retry().utteranceAttempts()) {
      giveUp(utterance, failure, now);
    }
  }

  private void giveUp(PendingUtterance utterance, ConnectionFailure failure, ClockReading now) {
    boolean isFirst = ledger.firstUtterance() == utterance;
    if (ledger.remove(utterance)) {
      transcripts.publishUtteranceFailure(utterance, failure, now);
      if (isFirst) {
        ledger.coverUpTo(utterance.decidedMs());
      }
    }
  }
}
