// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/**
 * Without VAD, Scribe commits after a silence of its own choice. This knows whether Scribe has
 * recognized words that it has not committed, and publishes them once it has.
 */
final class UncommittedTranscript {
  /** Silence, beyond what Scribe waits for, that makes it commit the last words of a stream. */
  private static final long EXTRA_CLOSING_SILENCE_MS = 500;

  private final TranscriptionLimits limits;
  private final TranscriptOutput transcripts;
  private final AudioLedger ledger;
  private final AudioDelivery delivery;
  private boolean recognized;
  private boolean closingSilenceSent;

  UncommittedTranscript(
      TranscriptionLimits limits,
      TranscriptOutput transcripts,
      AudioLedger ledger,
      AudioDelivery delivery) {
    this.limits = limits;
    this.transcripts = transcripts;
    this.ledger = ledger;
    this.delivery = delivery;
  }

  /** Scribe recognized words that no commit covers. */
  void wordsRecognized() {
    recognized = true;
  }

  boolean isEmpty() {
    return !recognized;
  }

  /** After the last frame: once all are sent, Scribe gets the silence that it waits for. */
  void sendClosingSilence() {
    if (recognized && !closingSilenceSent && ledger.nextFrame() == null) {
      closingSilenceSent = true;
      delivery.sendSilence(limits.scribeSilenceMs() + EXTRA_CLOSING_SILENCE_MS);
    }
  }

  /**
   * Scribe committed. Its text ends where its silence started, at the latest; audio sent since then
   * may hold the start of the next words and is kept.
   */
  void committed(String text, ClockReading now) {
    recognized = false;
    long sentMs = ledger.sentMs();
    if (!text.isEmpty()) {
      transcripts.publishScribeCommit(sentMs, text, now);
    }
    ledger.coverUpTo(sentMs - limits.scribeSilenceMs());
  }

  /** Another connection needs all audio again, and the closing silence. */
  void restart() {
    closingSilenceSent = false;
  }
}
