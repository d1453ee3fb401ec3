// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.stt.core.RetainedAudio.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream's audio in the order of media time: frames up to where the detector decided that
 * an utterance had ended, its commit, then the frames after it. Can repeat all that on another
 * connection.
 */
final class AudioDelivery {
  /**
   * Scribe commits by itself after 90 s, and its answers would then no longer match our commits; so
   * a segment is committed earlier.
   */
  private static final long MAX_SEGMENT_MS = 60_000;

  /** How long a speech end waits for the silence behind it, which is in the log already. */
  private static final long TRAILING_AUDIO_WAIT_MS = 100;

  /** How long a rejected commit waits before it is sent again. */
  private static final long REJECTED_COMMIT_DELAY_MS = 300;

  private final TranscriptionLimits limits;
  private final AudioLedger ledger;
  private final AudioSender sender;
  private final SendRate rate;
  private long sendQueueBytes;

  AudioDelivery(
      TranscriptionLimits limits, AudioLedger ledger, PendingActions actions, long nowNanos) {
    this.limits = limits;
    this.ledger = ledger;
    this.sender = new AudioSender(actions, limits.audio().chunkMs());
    this.rate = new SendRate(limits.audio().catchUpSpeed(), nowNanos);
  }

  /**
   * Bytes that wait in the socket. The bytes of one step are not added to it: {@link SendRate}
   * limits them to two seconds of audio.
   */
  void setSendQueueBytes(long bytes) {
    sendQueueBytes = bytes;
  }

  /** Sends and commits what is due. The session must have started. */
  void sendDue(ClockReading now) {
    while (true) {
      PendingUtterance ended = ledger.nextToCommit();
      Frame next = ledger.nextFrame();
      if (ended != null && isSent(ended, next, now)) {
        if (ended.isCommitDelayed(now.nanos())) {
          return;
        }
        commit(ended, now);
      } else if (next == null || !maySend(next, now)) {
        return;
      } else {
        sender.add(next.ulaw());
        ledger.markSent();
        if (limits.vadEnabled() && sender.uncommittedMs() >= MAX_SEGMENT_MS) {
          commit(null, now);
        }
      }
    }
  }

  /** Sends silence, so that Scribe's own detector finds an end. */
  void sendSilence(long ms) {
    sender.addSilence(ms);
    sender.flush();
  }

  /** Scribe rejected the last commit; returns the utterance to commit again. */
  @Nullable PendingUtterance commitRejected(ClockReading now) {
    return ledger.takeRejectedCommit(now.nanosIn(REJECTED_COMMIT_DELAY_MS));
  }

  /** Another connection needs everything that no final transcript covers. */
  void restart() {
    ledger.rewind();
    sender.reset();
    sendQueueBytes = 0;
  }

  /** Scribe's queue overflowed. */
  void slowDown() {
    rate.slowDown();
  }

  private boolean isSent(PendingUtterance ended, @Nullable Frame next, ClockReading now) {
    if (next != null) {
      return next.startMs() >= ended.decidedMs();
    }
    return ledger.receivedMs() >= ended.decidedMs()
        || ledger.isStreamEnded()
        || ended.isCompleteFor(TRAILING_AUDIO_WAIT_MS, now);
  }

  private boolean maySend(Frame next, ClockReading now) {
    return sendQueueBytes < limits.audio().maxSendQueueBytes()
        && rate.tryAcquire(next.endMs() - next.startMs(), now.nanos());
  }

  private void commit(@Nullable PendingUtterance utterance, ClockReading now) {
    sender.commit();
    ledger.addCommit(utterance, now.nanos());
  }
}
