// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

/** One stretch of caller speech without a final transcript. */
final class PendingUtterance {
  private static final long OPEN = -1;

  private final long startMs;
  private final long offset;
  private long endMs = OPEN;
  private long decidedMs = OPEN;
  private long endedAtMs;
  private boolean committed;
  private int failures;
  private boolean complete;
  private long completeSinceNanos;
  private long commitNotBeforeNanos;
  private boolean delayed;

  /**
   * @param offset of the first record that reports it
   */
  PendingUtterance(long startMs, long offset) {
    this.startMs = startMs;
    this.offset = offset;
  }

  void end(long endMs, long decidedMs, long atMs) {
    this.endMs = endMs;
    this.decidedMs = Math.max(endMs, decidedMs);
    this.endedAtMs = atMs;
  }

  boolean isOpen() {
    return endMs == OPEN;
  }

  long startMs() {
    return startMs;
  }

  long endMs() {
    return endMs;
  }

  /** Media time at which the detector was sure; the log holds the audio up to there. */
  long decidedMs() {
    return decidedMs;
  }

  /** Wall clock of the detector when it reported the end. */
  long endedAtMs() {
    return endedAtMs;
  }

  long offset() {
    return offset;
  }

  /** True while its commit is in progress on the present connection. */
  boolean isCommitted() {
    return committed;
  }

  void setCommitted(boolean isCommitted) {
    committed = isCommitted;
  }

  /** Counts a failure that this utterance may have caused; returns the count. */
  int countFailure() {
    return ++failures;
  }

  /** All its audio was received: from now on the caller waits for us. */
  void markComplete(long nowNanos) {
    if (!complete) {
      complete = true;
      completeSinceNanos = nowNanos;
    }
  }

  boolean isCompleteFor(long ms, ClockReading now) {
    return complete && now.isAtLeast(ms, completeSinceNanos);
  }

  /** Its commit was rejected; the next must not be sent before {@code nanos}. */
  void delayCommitUntil(long nanos) {
    delayed = true;
    commitNotBeforeNanos = nanos;
  }

  boolean isCommitDelayed(long nowNanos) {
    return delayed && nowNanos - commitNotBeforeNanos < 0;
  }
}
