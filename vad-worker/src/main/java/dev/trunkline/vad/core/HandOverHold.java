// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.core;

/**
 * From which offset a successor must read a stream to decide the same: one warm-up before the first
 * window that may belong to an utterance whose end is not published. Positions are samples of media
 * time. Not thread-safe.
 */
final class HandOverHold {
  private final FrameOffsets offsets;
  private final long warmup;
  private long openSince = Long.MIN_VALUE;
  private long offset;
  private long reported = -1;

  /**
   * @param warmup in samples
   * @param first the offset of the first frame
   */
  HandOverHold(long warmup, long first) {
    this.warmup = warmup;
    offset = first;
    offsets =
        new FrameOffsets(
            (int) warmup + StreamDetector.MAX_WAITING_SAMPLES + 2 * StreamDetector.WINDOW_SAMPLES);
  }

  /** A frame of this offset starts at {@code position}. */
  void frameStarts(long position, long frameOffset) {
    offsets.add(position, frameOffset);
  }

  /**
   * The next window to be scored is {@code nextWindow}.
   *
   * @param open since when an utterance may be open; {@code nextWindow} if none is
   */
  void move(long open, long nextWindow) {
    if (open != openSince) {
      openSince = open;
      offset = offsets.from(open - warmup);
    }
    offsets.forgetBefore(nextWindow - warmup);
  }

  /** True if the offset is another than the last that was reported. */
  boolean hasMoved() {
    return offset != reported;
  }

  /** The offset, which counts as reported from now on. */
  long report() {
    reported = offset;
    return offset;
  }
}
