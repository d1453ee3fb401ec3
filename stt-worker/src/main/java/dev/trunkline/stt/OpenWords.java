// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

/**
 * Where no detector says where utterances end, Scribe commits by a silence of its own: the words
 * that it has heard and not committed, and what becomes of them.
 */
final class OpenWords {
  /** Silence, beyond what Scribe waits for, that makes it commit what a stream ended with. */
  private static final long CLOSING_SILENCE_MS = 500;

  private final SttSettings settings;
  private final Results results;
  private final RetainedAudio audio;
  private final Delivery delivery;
  private boolean heard;
  private boolean silenceSent;

  OpenWords(SttSettings settings, Results results, RetainedAudio audio, Delivery delivery) {
    this.settings = settings;
    this.results = results;
    this.audio = audio;
    this.delivery = delivery;
  }

  /** Words have come that no commit covers. */
  void heard() {
    heard = true;
  }

  boolean isEmpty() {
    return !heard;
  }

  /** No frame follows: once all have been fed, Scribe hears the silence that it waits for. */
  void close() {
    if (heard && !silenceSent && audio.next() == null) {
      silenceSent = true;
      delivery.silence(settings.scribeSilenceMs() + CLOSING_SILENCE_MS);
    }
  }

  /**
   * Scribe has committed. The words end where its silence began, at the latest; what has been sent
   * since may be the begin of others.
   */
  void committed(String text) {
    heard = false;
    long sentMs = audio.fedMs();
    if (!text.isEmpty()) {
      results.committed(sentMs, text);
    }
    delivery.coverUpTo(sentMs - settings.scribeSilenceMs());
  }

  /** The connection is lost: another one hears it all again, the silence too. */
  void rewind() {
    silenceSent = false;
  }
}
