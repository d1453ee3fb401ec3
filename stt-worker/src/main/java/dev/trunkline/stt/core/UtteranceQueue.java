// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The utterances of a stream that have no final transcript, in their order. Drops the repeats that
 * {@link dev.trunkline.events.SpeechEvent} announces for a take-over of the VAD worker.
 */
final class UtteranceQueue {
  private final ArrayDeque<PendingUtterance> queue = new ArrayDeque<>();
  private long lastEndMs = Long.MIN_VALUE / 2;

  /** False if the start is a repeat. */
  boolean start(SpeechStarted event, long offset) {
    if (open() != null || event.startMs() < lastEndMs) {
      return false;
    }
    queue.add(new PendingUtterance(event.startMs(), offset));
    return true;
  }

  /** Has no effect unless the event ends the open utterance. */
  void end(SpeechEnded event) {
    PendingUtterance open = open();
    if (open != null && event.endMs() > open.startMs()) {
      open.end(event.endMs(), event.decidedMs(), event.atMs());
      lastEndMs = event.endMs();
    }
  }

  /** Ends the open utterance, if there is one, because no audio follows. */
  void endOpen(long endMs, long atMs) {
    PendingUtterance open = open();
    if (open != null) {
      lastEndMs = Math.max(endMs, open.startMs());
      open.end(lastEndMs, lastEndMs, atMs);
    }
  }

  /** Drops those that ended by {@code ms}. */
  void dropEndedBy(long ms) {
    queue.removeIf(utterance -> !utterance.isOpen() && utterance.endMs() <= ms);
  }

  /** The one that is being spoken. */
  @Nullable PendingUtterance open() {
    PendingUtterance last = queue.peekLast();
    return last != null && last.isOpen() ? last : null;
  }

  @Nullable PendingUtterance first() {
    return queue.peek();
  }

  /** The first whose commit is not in progress; null if it has not ended. */
  @Nullable PendingUtterance nextToCommit() {
    for (PendingUtterance utterance : queue) {
      if (!utterance.isCommitted()) {
        return utterance.isOpen() ? null : utterance;
      }
    }
    return null;
  }

  /** False if it was removed before. */
  boolean remove(PendingUtterance utterance) {
    return queue.remove(utterance);
  }

  /** Notes when the audio of those that ended by {@code receivedMs} became complete. */
  void markComplete(long receivedMs, long nowNanos) {
    for (PendingUtterance utterance : queue) {
      if (!utterance.isOpen() && utterance.endMs() <= receivedMs) {
        utterance.markComplete(nowNanos);
      }
    }
  }

  /** Another connection: no commit is in progress. */
  void rewind() {
    queue.forEach(utterance -> utterance.setCommitted(false));
  }

  void clear() {
    queue.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
