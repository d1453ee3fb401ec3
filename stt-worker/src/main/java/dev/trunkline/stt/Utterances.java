// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

import dev.trunkline.events.SpeechEvent.SpeechEnded;
import dev.trunkline.events.SpeechEvent.SpeechStarted;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A stream's utterances without a final transcript, in their order, behind the fence that {@link
 * dev.trunkline.events.SpeechEvent} asks for: what is told again after a take-over is dropped.
 */
final class Utterances {
  private final ArrayDeque<Utterance> queue = new ArrayDeque<>();
  private long lastEndMs = Long.MIN_VALUE / 2;

  /** Takes a start; false if it is a repeat. */
  boolean started(SpeechStarted event, long offset) {
    if (open() != null || event.startMs() < lastEndMs) {
      return false;
    }
    queue.add(new Utterance(event.startMs(), offset));
    return true;
  }

  /** Takes an end; false if it is not that of the open utterance. */
  boolean ended(SpeechEnded event) {
    Utterance open = open();
    if (open == null || event.endMs() <= open.startMs()) {
      return false;
    }
    open.end(event.endMs(), event.decidedMs(), event.atMs());
    lastEndMs = event.endMs();
    return true;
  }

  /** Ends the open utterance, if there is one, because nothing follows. */
  void endOpen(long endMs, long atMs) {
    Utterance open = open();
    if (open != null) {
      lastEndMs = Math.max(endMs, open.startMs());
      open.end(lastEndMs, lastEndMs, atMs);
    }
  }

  /** Forgets those whose audio was before {@code ms}: a predecessor has published them. */
  void dropEndedBy(long ms) {
    queue.removeIf(utterance -> !utterance.isOpen() && utterance.endMs() <= ms);
  }

  /** The one that is being spoken. */
  @Nullable Utterance open() {
    Utterance last = queue.peekLast();
    return last != null && last.isOpen() ? last : null;
  }

  @Nullable Utterance first() {
    return queue.peek();
  }

  /** The first that has ended and whose commit is not under way. */
  @Nullable Utterance firstUnsent() {
    for (Utterance utterance : queue) {
      if (!utterance.isSent()) {
        return utterance.isOpen() ? null : utterance;
      }
    }
    return null;
  }

  /** Takes one out; false if it is gone already. */
  boolean remove(Utterance utterance) {
    return queue.remove(utterance);
  }

  /** Those that ended by {@code heardMs} have all their audio. */
  void markAudible(long heardMs, long nowNanos) {
    for (Utterance utterance : queue) {
      if (!utterance.isOpen() && utterance.endMs() <= heardMs) {
        utterance.audible(nowNanos);
      }
    }
  }

  /** Another connection: no commit is under way. */
  void rewind() {
    queue.forEach(utterance -> utterance.sent(false));
  }

  void clear() {
    queue.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
