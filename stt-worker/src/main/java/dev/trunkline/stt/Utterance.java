// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

/** One stretch of caller speech on its way to a final transcript. */
final class Utterance {
  private static final long OPEN = -1;

  private final long startMs;
  private final long offset;
  private long endMs = OPEN;
  private long decidedMs = OPEN;
  private long endedAtMs;
  private boolean sent;
  private int failures;
  private boolean audible;
  private long audibleSinceNanos;
  private long notBeforeNanos;
  private boolean delayed;

  /**
   * @param offset of the first record that tells of it
   */
  Utterance(long startMs, long offset) {
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

  /** Media time at which the detector was sure; its audio is in the log by then. */
  long decidedMs() {
    return decidedMs;
  }

  /** Wall clock of the detector when it said so. */
  long endedAtMs() {
    return endedAtMs;
  }

  long offset() {
    return offset;
  }

  /** True while its commit is under way on the present connection. */
  boolean isSent() {
    return sent;
  }

  void sent(boolean isSent) {
    sent = isSent;
  }

  /** Counts a failure that this utterance may be to blame for. */
  int failed() {
    return ++failures;
  }

  /** Its audio is all there: from now on it is we who keep the caller waiting. */
  void audible(long nowNanos) {
    if (!audible) {
      audible = true;
      audibleSinceNanos = nowNanos;
    }
  }

  /** True if its audio has all been there for {@code nanos}. */
  boolean isAudibleFor(long nanos, long nowNanos) {
    return audible && nowNanos - audibleSinceNanos >= nanos;
  }

  /** Its commit was refused; no other one before {@code nanos}. */
  void delayUntil(long nanos) {
    delayed = true;
    notBeforeNanos = nanos;
  }

  boolean isDelayed(long nowNanos) {
    return delayed && nowNanos - notBeforeNanos < 0;
  }
}
